/* outbox.pml: ONE outbox row as built. Two senders, sweeper, Graph, delivery reports, the customer's end, a person who sends again.
 *
 * Time is abstract. age = time since the START statement of the current attempt:
 *   0: younger than the fence (5 s)   1: fence over, lease not (30 s)   2: lease over   3: hold over, "Send again" is offered
 * It may advance between any two steps of anybody: that IS a SIGSTOP (or GC, or a slow database) of any length at any step.
 * START is two steps, statement and COMMIT, with the lane locked in between; every other transaction is one step under that lock.
 *
 * Without a switch this is the design. Each switch takes one guard away, or lets the world be worse than we assume:
 *  NOFENCE       no fence                          T0_LATE      fence clocks read after COMMIT (C1)
 *  UNSURE        calls although COMMIT failed      NOGUARD      tx2 does not name the attempt and the state it leaves
 *  BLIND         the sweeper re-queues             NOSWEEP      no sweeper
 *  NSREQUEUE     NOT SENT re-queues from unknown (C2)           FRETRY  a failed webhook re-queues the row (C3)
 *  SAMEROW       a resend re-uses the row (C4)     OWNHIGH      our own refusal ranks above `sent` (C4)
 *  ENDBLIND      neither START nor NOT SENT looks at the chat (C7)
 *  NO_A1         the first byte may be written any time after the fence was passed
 *  NO_A2         bytes written may be accepted any time later
 *  LIE_REF, LIE_RATE   a refusal / a rate limit is answered although Graph accepted (A3)
 * Bounds: MAXATT attempts; CRASHN kills -9 (undefined: any number).
 * Properties: P_COPIES P_LATE P_OWNFAIL P_WAMID P_PROOF P_AWAKE P_RANK P_ENDED (assertions, each with its -D), l_sending l_accept l_settle (LTL)
 */
#ifndef MAXATT
#define MAXATT 2
#endif
/* by rank of evidence: delivery-status.ts `deliveryRank` */
#define QUEUED 0
#define SENDING 1
#define UNKNOWN 2
#define REJECTED 3
#define CANCELLED 4
#define SENT 5
#define FAILED 6
#define DELIV 7
#define READ_ 8
/* what a call came to: OutcomeRow.kind */
#define NOANS 0
#define ACC 1
#define REF 2
#define NOTSENT 3
#define UNK 4

byte st = QUEUED; byte attempt = 0; byte wam = 0; byte age = 0;
bool ended = 0;        /* the customer (or the switch) has ended the chat */
bool again = 0;        /* superseded_by is set: a person has sent it again, as a new row outside of this model */
bool own = 0;          /* `rejected` by our own reading */
bool dupl = 0;         /* a second wamid was reported */
bool lock = 0;         /* the lane, held over the two steps of START */
byte copies = 0; byte crit = 0;
byte wire[MAXATT+1]; byte ans[MAXATT+1]; bool acc[MAXATT+1]; bool mfail[MAXATT+1]; bool wlate[MAXATT+1];
bool evidence = 0;     /* a `sent` (or higher) report has been applied */
bool once = 0;         /* the one automatic retry of FRETRY or SAMEROW */
#ifdef CRASHN
byte crashes = 0;
#define KILL crashes < CRASHN -> crashes++
#else
#define KILL true
#endif
#define CR  if :: true :: atomic { KILL; goto idle } fi
#define CRC if :: true :: atomic { KILL; crit--; goto idle } fi
#define CRL if :: true :: atomic { KILL; lock = 0; goto idle } fi

inline to(s) {
#ifdef P_AWAKE
  assert(!(st == UNKNOWN && (s == QUEUED || s == SENDING)));
#endif
#ifdef P_RANK
  assert(s >= st || (st == SENDING && s == QUEUED));
#endif
  st = s
}

inline setwam(w) {
  if
  :: wam == 0 -> wam = w
  :: wam == w -> skip
  :: else ->
#ifdef P_WAMID
     assert(false);
#endif
     wam = w
  fi
}

/* model step TX2: OutcomeRecorder.write -> recordOutcomes */
inline tx2(a, out) {
  d_step { !lock ->
    if
#ifdef NOGUARD
    :: true ->
#else
    :: attempt == a ->
#endif
      if
#ifdef NOGUARD
      :: out == ACC -> setwam(a); to(SENT); own = 0
      :: out == REF -> to(REJECTED); own = 1
      :: out == NOTSENT -> to(QUEUED)
      :: out == UNK -> to(UNKNOWN)
#else
      :: out == ACC && st >= SENDING && st <= CANCELLED -> setwam(a); to(SENT); own = 0
      :: out == ACC && st > CANCELLED -> if :: wam == 0 -> wam = a :: else fi
#ifdef OWNHIGH
      :: out == REF -> st = FAILED; own = 1
#else
      :: out == REF && (st == SENDING || st == UNKNOWN) -> to(REJECTED); own = 1
#endif
#ifdef ENDBLIND
      :: out == NOTSENT && st == SENDING -> to(QUEUED)
#else
      :: out == NOTSENT && st == SENDING -> if :: ended -> to(CANCELLED) :: else -> to(QUEUED) fi
#endif
#ifdef NSREQUEUE
      :: out == NOTSENT && st == UNKNOWN -> to(QUEUED)
#else
      :: out == NOTSENT && st == UNKNOWN -> to(REJECTED); own = 1
#endif
      :: out == UNK && st == SENDING -> to(UNKNOWN)
#endif
      :: else
      fi
    :: else
    fi
  }
}

proctype Sender() {
  byte a, out, t0;
idle:
  atomic { a = 0; out = 0; t0 = 0 }
end:
  /* model step START: MessageStarter.start (or the transaction that applies the customer's message); the fence's clocks are read before */
  atomic { !lock && st == QUEUED && attempt < MAXATT ->
#ifndef ENDBLIND
    if :: ended -> to(CANCELLED); goto idle :: else fi;
#endif
    lock = 1; age = 0 }
  CRL;
  if
  :: atomic { true -> lock = 0;
#ifdef P_ENDED
       assert(!ended);
#endif
       attempt++; a = attempt; to(SENDING) }           /* COMMIT confirmed */
  :: atomic { true -> lock = 0; goto idle }             /* COMMIT failed, or the session was ended while idle: rolled back, no call */
  :: atomic { true -> lock = 0; attempt++; to(SENDING); goto idle }   /* committed, the answer was lost: no call */
#ifdef UNSURE
  :: atomic { true -> lock = 0; a = attempt + 1; goto call }
#endif
  fi;
  CR;
#ifdef T0_LATE
  t0 = age;
  CR;
#endif
  if
#ifdef NOFENCE
  :: atomic { true -> crit++ }
#else
  :: atomic { attempt == a && age == t0 -> crit++ }
  :: attempt != a || age > t0 -> out = NOTSENT; goto commit
#endif
  fi;
  CRC;
  if
  :: atomic { true -> crit--; out = NOTSENT }           /* refused, DNS, connect time-out, fence: no byte left */
     goto commit
  :: atomic { true -> crit--; wire[a] = 1; wlate[a] = (attempt != a || age >= 2) }
  fi;
#ifdef UNSURE
  if :: false ->
call: atomic { wire[a] = 1; wlate[a] = 0 } :: else fi;
#endif
  CR;
  if
  :: atomic { ans[a] != NOANS -> out = ans[a] }
  :: out = UNK                                          /* time-out, reset, end of stream */
  fi;
commit:
  CR;
  tx2(a, out);
  goto idle
}

inline graph(i) {
  atomic { wire[i] == 1 ->
    wire[i] = 2;
    if
    :: true -> skip                                     /* never processed, no answer */
    :: true -> ans[i] = UNK                             /* 5xx before processing */
    :: true -> ans[i] = REF
    :: true -> ans[i] = NOTSENT                         /* rate limit */
#ifdef NO_A2
    :: true ->
#else
    :: wlate[i] || (attempt == i && age < 2) ->         /* A2, once the first byte was in time */
#endif
       copies++; acc[i] = 1;
#ifdef P_COPIES
       assert(copies <= 1);
#endif
#ifdef P_LATE
       assert(attempt == i && age < 2 && !again);       /* lane and person have moved on */
#endif
       if :: true -> ans[i] = ACC :: true -> skip :: true -> ans[i] = UNK
#ifdef LIE_REF
          :: true -> ans[i] = REF
#endif
#ifdef LIE_RATE
          :: true -> ans[i] = NOTSENT
#endif
       fi;
       if :: mfail[i] = 1 :: mfail[i] = 0 fi            /* Meta may report `failed` after it accepted */
    fi
  }
}
active proctype Graph() {
end: do
  :: graph(1)
#if MAXATT > 1
  :: graph(2)
#endif
#if MAXATT > 2
  :: graph(3)
#endif
  od
}

#if MAXATT == 1
#define ONWIRE (wire[1] == 1)
#elif MAXATT == 2
#define ONWIRE (wire[1] == 1 || wire[2] == 1)
#else
#define ONWIRE (wire[1] == 1 || wire[2] == 1 || wire[3] == 1)
#endif
#ifdef NO_A1
#define A1OK true
#else
#define A1OK (!(crit > 0 && age == 1))
#endif
active proctype Tick() {
end: do
  :: atomic { age < 3 && A1OK && (lock || st == SENDING || st == UNKNOWN || crit > 0 || ONWIRE) -> age++ }
  od
}

/* model step SWEEP: OutboxSweeper.sweep -> giveUp */
active proctype Sweeper() {
end: do
#ifdef NOSWEEP
  :: false -> skip
#else
#ifdef BLIND
  :: atomic { !lock && st == SENDING && age >= 2 -> st = QUEUED }
#else
  :: atomic { !lock && st == SENDING && age >= 2 -> to(UNKNOWN) }
#endif
#endif
#ifdef SAMEROW
  :: atomic { !lock && st == UNKNOWN && age >= 2 && !once -> once = 1; st = QUEUED }
#endif
  od
}

/* model step RESEND: compare-and-set on superseded_by, the new row in the same transaction */
active proctype Person() {
end: atomic { !lock && !again && (st == UNKNOWN || (st == REJECTED && own)) && age >= 3 -> again = 1 }
}

/* model step END: saveDrafts -> cancelAgentMessages */
active proctype Customer() {
end: atomic { !lock -> ended = 1; if :: st == QUEUED -> to(CANCELLED) :: else fi }
}

/* model step REPORT: RecordDeliveryReports.apply -> saveReported; evidence by our own signed id (attempt i stands for its wamid, too) */
inline status(i, s) {
    if
    :: wam != 0 && wam != i -> dupl = 1                 /* a second copy: recorded, nothing of ours is overwritten */
    :: else -> wam = i;
       if :: s > st -> st = s; own = 0 :: else fi;
       if :: s != FAILED -> evidence = 1 :: else fi
    fi
}
/* `sent` is certain to come (once, fair); the others may come, again and again, in any order */
proctype HookSent(byte i) { end: d_step { !lock && acc[i] && !mfail[i] -> status(i, SENT) } }
active proctype HookAny() {
end: do
  :: d_step { !lock && acc[1] -> status(1, SENT) }
  :: d_step { !lock && acc[1] -> status(1, DELIV) }
  :: d_step { !lock && acc[1] -> status(1, READ_) }
  :: atomic { !lock && acc[1] && mfail[1] -> status(1, FAILED);
#ifdef FRETRY
       if :: st == FAILED && !own && !once -> once = 1; st = QUEUED :: else fi
#endif
     }
#if MAXATT > 1
  :: d_step { !lock && acc[2] -> status(2, SENT) }
  :: d_step { !lock && acc[2] -> status(2, READ_) }
  :: d_step { !lock && acc[2] && mfail[2] -> status(2, FAILED) }
#endif
#if MAXATT > 2
  :: d_step { !lock && acc[3] -> status(3, SENT) }
  :: d_step { !lock && acc[3] && mfail[3] -> status(3, FAILED) }
#endif
  od
}

#ifdef P_OWNFAIL
/* once evidence of acceptance has been applied, no failure of our own making is shown */
active proctype Watch() { end: atomic { evidence && own && (st == FAILED || st == REJECTED) -> assert(false) } }
#endif
#ifdef P_PROOF
/* in line to be sent while some copy was accepted or may still be on its way */
active proctype Watch2() { end: atomic { st == QUEUED && !lock && (acc[1] || wire[1] == 1) -> assert(false) } }
#endif

init { atomic { run Sender(); run Sender(); run HookSent(1)
#if MAXATT > 1
  ; run HookSent(2)
#endif
#if MAXATT > 2
  ; run HookSent(3)
#endif
 } }

#ifdef LTL
ltl l_sending { [] ((st == SENDING) -> <> (st != SENDING)) }
ltl l_accept  { [] (acc[1] -> <> (st == SENT || st == DELIV || st == READ_ || (st == FAILED && !own))) }
ltl l_settle  { <> [] (st != SENDING) }
#endif
