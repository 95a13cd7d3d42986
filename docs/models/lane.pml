/* lane.pml: ONE lane (contact) with three rows, as built: two senders, sweeper, Graph, delivery reports, and one of
 *  (nothing)  three agent messages
 *  REPLY      rows 0, 1 from agents; row 2 is the bot's reply to a message of the customer, made when that message is applied
 *  END        rows 0, 1 from agents; the customer ends the chat: what is queued is cancelled, row 2 is the closing message
 *  AGENTEND   rows 0, 1 from agents; an agent ends the chat: what is queued leaves first, row 2 is the closing message after it
 * The transaction that applies a customer's message may START row 2 itself (REPLY, END): inserted as `sending` when nothing stands
 * before it in the lane, else `queued`; the worker then makes the call, its fence clocks read before that transaction began.
 *
 * Time per row as in outbox.pml: 0 < fence <= 1 < lease <= 2 < hold <= 3; ticks at any moment = SIGSTOP at any step.
 * Without a switch this is the design. Each switch takes one rule away, or lets the world be worse than we assume:
 *  NOHOLD      the lane passes `unknown` at once (C5)      NSREQUEUE  NOT SENT re-queues from unknown (C6)
 *  ENDBLIND    neither START nor NOT SENT looks at the chat (C7)
 *  SENDRACE    row 1 is put in by a request that read "chat open" before End, without the lane lock (C8)
 *  ENDCANCELS  an agent's end cancels what is queued (then "leaves first" is broken: what it must not do)
 *  STALE       START as ONE statement: picks its row with a snapshot from before the lock, NOSTATE: and does not name the state (C10)
 *  BLINDAPPLY  the applying transaction starts row 2 without looking at what stands before it
 *  WAKEONLY2   only tx2 wakes the lane; WAKESWEEP: tx2 and sweeper do (C9)
 *  NO_A1, NO_A2  first byte / acceptance may come any time later;  A1LEASE: the first byte comes before the lease ends, not only the hold
 * Properties: P_ORDER P_END (when Graph accepts) P_START (no START of an agent row after the customer's end) P_INSERT P_COPIES
 *  P_FIRST (after an agent's end every queued row was started before the closing message), P_QUIET (at rest nothing is queued or sending)
 */
#ifndef MAXATT
#define MAXATT 2
#endif
#ifndef CRASHN
#define CRASHN 1
#endif
#define N 3
#define LASTROW 2
#ifdef END
#define CLOSING LASTROW
#endif
#ifdef AGENTEND
#define CLOSING LASTROW
#endif
#ifndef CLOSING
#define CLOSING 9
#endif
#define NONE 0
#define QUEUED 1
#define SENDING 2
#define UNKNOWN 3
#define SENT 4
#define FAILED 5
#define CANCEL 6
#define ACC 1
#define REF 2
#define NOTSENT 3
#define UNK 4
byte st[N]; byte att[N]; byte age[N]; byte wire[N]; byte ans[N]; bool wlate[N];
#ifdef P_COPIES
bool acc[N];
#endif
bool hook[N]; bool go = 0; bool ended = 0; bool ready = 1; byte last = 0;  /* 1 + highest row accepted */
byte crit[3];         /* 1 + row between fence and first byte, by sender; [2] is the applying worker */
byte crashes = 0;

#ifdef NOHOLD
#define AMAX 2
#define FREEROW(r) (st[r] != SENDING)
#else
#define AMAX 3
#define FREEROW(r) (st[r] != SENDING && !(st[r] == UNKNOWN && age[r] < 3))
#endif
#define NOBUSY (FREEROW(0) && FREEROW(1) && FREEROW(2))
#define ANYQ (st[0] == QUEUED || st[1] == QUEUED || st[2] == QUEUED)
/* the customer's end calls off what agents wrote; an agent's end calls off nothing */
#ifdef END
#define CALLEDOFF(r) (ended && r < CLOSING)
#else
#define CALLEDOFF(r) false
#endif

inline lowest(r) {
  if
  :: st[0] == QUEUED -> r = 0
  :: st[0] != QUEUED && st[1] == QUEUED -> r = 1
  :: st[0] != QUEUED && st[1] != QUEUED && st[2] == QUEUED -> r = 2
  :: else -> r = 9
  fi
}
inline start(r) {
#ifndef ENDBLIND
  if
  :: CALLEDOFF(r) -> st[r] = CANCEL; ready = 1; r = 9
  :: else ->
#endif
#ifdef P_START
    assert(!CALLEDOFF(r));
#endif
#ifdef P_FIRST
    assert(!(r == CLOSING && (st[0] == QUEUED || st[1] == QUEUED || st[0] == CANCEL || st[1] == CANCEL)));
#endif
    st[r] = SENDING; att[r]++; age[r] = 0; ans[r] = 0; ready = 0
#ifndef ENDBLIND
  fi
#endif
}
inline tx2(r, a, out) {
  d_step {
    if
    :: att[r] == a && (st[r] == SENDING || st[r] == UNKNOWN) ->
      if
      :: out == ACC -> st[r] = SENT
      :: out == REF -> st[r] = FAILED
      :: out == UNK -> st[r] = UNKNOWN
      :: out == NOTSENT ->
         if
         :: att[r] >= MAXATT -> st[r] = FAILED          /* bound of the model; in the code: the window ends */
#ifndef ENDBLIND
         :: att[r] < MAXATT && CALLEDOFF(r) && st[r] == SENDING -> st[r] = CANCEL
#endif
#ifndef NSREQUEUE
         :: att[r] < MAXATT && st[r] == UNKNOWN -> st[r] = FAILED
#endif
         :: else -> st[r] = QUEUED
         fi
      fi;
      if :: st[r] != UNKNOWN -> age[r] = 0; wlate[r] = 0 :: else -> skip fi;
      ans[r] = 0; ready = 1
    :: else -> skip
    fi
  }
}
#define CR if :: true :: atomic { crashes < CRASHN -> crashes++; crit[id] = 0; goto idle } fi
#ifdef A1LEASE
#define LATE 2
#else
#define LATE 3
#endif

/* model steps FENCE, CALL, TX2 of row r, attempt a */
inline deliver(r, a) {
  CR;
  if
  :: atomic { att[r] == a && age[r] == 0 -> crit[id] = r + 1 }
  :: att[r] != a || age[r] > 0 -> out = NOTSENT; goto commit
  fi;
  CR;
  if
  :: atomic { true -> crit[id] = 0; out = NOTSENT }; goto commit
  :: atomic { true -> crit[id] = 0; wire[r]++; wlate[r] = (att[r] != a || age[r] >= LATE) }
  fi;
  CR;
  if
  :: atomic { ans[r] != 0 -> out = ans[r] }
  :: out = UNK
  fi;
commit:
  CR;
  tx2(r, a, out)
}

proctype Sender(byte id) {
  byte r, a, out;
idle:
  atomic { r = 9; a = 0; out = 0 }
end:
#ifdef STALE
  atomic { ready && ANYQ && NOBUSY -> lowest(r) };      /* the snapshot; another may commit before we have the lane */
  atomic {
    if
#ifndef NOSTATE
    :: st[r] != QUEUED || !ready -> goto idle
#endif
    :: else -> start(r); if :: r == 9 -> goto idle :: else -> a = att[r] fi
    fi
  };
#else
  atomic { ready && ANYQ && NOBUSY -> lowest(r); start(r); if :: r == 9 -> goto idle :: else -> a = att[r] fi };
#endif
  deliver(r, a);
  goto idle
}

#ifdef REPLY
#define APPLY
#endif
#ifdef END
#define APPLY
#endif
#ifdef BLINDAPPLY
#define MAYSTART true
#else
#define MAYSTART (NOBUSY && st[0] != QUEUED && st[1] != QUEUED)
#endif
#ifdef APPLY
/* model step APPLY with START inside: the customer's message is applied, row 2 made, in one transaction */
active proctype Apply() {
  byte id = 2; byte r = 2; byte a, out;
  atomic { go ->
#ifdef END
    ended = 1;
    if :: st[0] == QUEUED -> st[0] = CANCEL :: else -> skip fi;
    if :: st[1] == QUEUED -> st[1] = CANCEL :: else -> skip fi;
#endif
    if
    :: MAYSTART -> st[2] = SENDING; att[2] = 1; age[2] = 0; a = 1; ready = 0
    :: st[2] = QUEUED; ready = 1; goto idle             /* something stands before it, or the channel rests */
    fi };
  deliver(r, a);
idle: skip
}
#endif
#ifdef AGENTEND
active proctype End() {
  atomic { go -> ended = 1;
#ifdef ENDCANCELS
    if :: st[0] == QUEUED -> st[0] = CANCEL :: else -> skip fi;
    if :: st[1] == QUEUED -> st[1] = CANCEL :: else -> skip fi;
#endif
    st[2] = QUEUED; ready = 1 }
}
#endif

#ifdef NO_A2
#define INTIME(r) true
#else
#ifdef NOHOLD
#define INTIME(r) (wlate[r] || age[r] < 2)
#else
#define INTIME(r) (wlate[r] || age[r] < 3)
#endif
#endif
inline graph(i) {
  atomic { wire[i] > 0 -> wire[i]--;
    if
    :: true -> skip
    :: true -> ans[i] = REF
    :: true -> ans[i] = NOTSENT
    :: INTIME(i) ->
#ifdef P_END
       assert(!(last == CLOSING + 1 && i < CLOSING));
#endif
#ifdef P_ORDER
       assert(i + 1 > last);
#endif
#ifdef P_COPIES
       assert(!acc[i]);
       acc[i] = 1;
#endif
       if :: i + 1 > last -> last = i + 1 :: else -> skip fi;
       hook[i] = 1;
       if :: true -> ans[i] = ACC :: true -> skip fi
    fi
  }
}
active proctype Graph() { end: do :: graph(0) :: graph(1) :: graph(2) od }

#define INCRIT(r) (crit[0] == r + 1 || crit[1] == r + 1 || crit[2] == r + 1)
#ifdef NO_A1
#define A1(r) true
#else
#ifdef A1LEASE
#define A1(r) (!(INCRIT(r) && age[r] == 1))
#else
#define A1(r) (!(INCRIT(r) && age[r] == 2))
#endif
#endif
#define TK(r) atomic { age[r] < AMAX && A1(r) && (st[r] == SENDING || st[r] == UNKNOWN) -> age[r]++; if :: age[r] == 3 -> ready = 1 :: else -> skip fi }
active proctype Tick() { end: do :: TK(0) :: TK(1) :: TK(2) od }

#ifdef WAKEONLY2
#define SWK skip
#define HWK skip
#else
#define SWK ready = 1
#ifdef WAKESWEEP
#define HWK skip
#else
#define HWK ready = 1
#endif
#endif
#define SW(r) atomic { st[r] == SENDING && age[r] >= 2 -> st[r] = UNKNOWN; SWK }
active proctype Sweeper() { end: do :: SW(0) :: SW(1) :: SW(2) od }

#define HK(r) atomic { hook[r] -> hook[r] = 0; if :: st[r] == QUEUED || st[r] == SENDING || st[r] == UNKNOWN -> st[r] = SENT; age[r] = 0; ans[r] = 0; wlate[r] = 0; HWK :: else -> skip fi }
active proctype Hook() { end: do :: HK(0) :: HK(1) :: HK(2) od }

#ifdef SENDRACE
active proctype Request() {
end:
  atomic { go && !ended -> skip };                      /* read without the lane lock */
  atomic { st[1] = QUEUED; ready = 1;
#ifdef P_INSERT
    assert(!ended)
#endif
  }
}
#endif

#ifdef P_QUIET
active proctype Watch() { end: do :: timeout ->
   assert(!ANYQ && st[0] != SENDING && st[1] != SENDING && st[2] != SENDING); break od }
#endif

init { atomic { st[0] = QUEUED;
#ifndef SENDRACE
  st[1] = QUEUED;
#endif
#ifndef APPLY
#ifndef AGENTEND
  st[2] = QUEUED;
#endif
#endif
  go = 1; run Sender(0); run Sender(1) } }
