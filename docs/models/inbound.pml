/* inbound.pml: storing webhooks (two api processes) and applying them (two workers), ONE contact, as built.
 * Webhook A = {1,2}, webhook B = {2,1} (the same items again, in another batch, in the other order); with -DTHREE also C = {3}.
 * Meta sends each webhook until it gets 200 (and may send again after that); both api processes may have the same one at once.
 * Ingest takes no lane lock and gives no number: ids are drawn from a sequence in body order, rows go in by dedupe key, ON CONFLICT
 * DO NOTHING waits for whoever has the key uncommitted. The worker numbers (in_seq) what it applies, in id order, under the lane lock.
 * kill -9 at any step of anybody (CRASHN in all): the open transaction is rolled back, its locks are freed.
 *
 * Without a switch this is the design. Each switch breaks one thing:
 *  EARLY_200      200 before COMMIT
 *  UNSORTED       rows go in in body order: deadlock between A and B
 *  SEQ_AT_INGEST  the number of an item is the id it drew before it was committed
 *  ANYORDER       the worker takes pending items in any order
 *  STALE_CLAIM    ONE statement claims the lane and reads the next items, with a snapshot taken before the lock (C12)
 *  NOGUARD        the mark `done` does not say `and state = 'pending'` (harmless alone: the lane lock carries it; not with STALE_CLAIM)
 *  POISON         applying item 2 kills the worker process
 *  COUNTBLIND     an attempt is counted although the lane is locked and nothing is tried
 *  POSTCOUNT      ... and attempts are counted after the try (C13), not before it
 * Properties: P_ONCE P_ORDER P_GAPLESS P_ACK (assertions); P_QUIET: at rest all is applied; P_INNOCENT: only poison is set aside; P_REST: at rest it is; l_past (LTL): poison is set aside, its neighbour applied
 */
#ifndef CRASHN
#define CRASHN 2
#endif
#ifndef REDEL
#define REDEL 1                 /* deliveries after the 200: at most so many of each webhook */
#endif
#define MAXTRIES 8
byte lock = 0;                  /* the lane: 0 free, else its holder */
byte nextId = 1;                /* inbox_id_seq: what is drawn by a transaction that rolls back is gone */
byte owner[4];                  /* item i inserted by this process, not committed; 0 nobody */
byte rowId[4];                  /* committed row of item i: its id, 0 none */
byte nextIn = 1;                /* conversation.next_in_seq */
bool done[4]; byte applied[4]; bool dead[4]; byte att[4]; byte lastSeq = 0;
bool acked[4]; byte sends[4];
bool together = 0;              /* webhook 3 was sent before A and B had their 200: then there is no order to keep */
byte crashes = 0;
#define MAXID(m) m = 0; if :: rowId[1] > m -> m = rowId[1] :: else fi; if :: rowId[2] > m -> m = rowId[2] :: else fi; if :: rowId[3] > m -> m = rowId[3] :: else fi

#define DROP(i) if :: owner[i] == me -> owner[i] = 0 :: else fi
#define FREE if :: lock == me -> lock = 0 :: else fi; DROP(1); DROP(2); DROP(3)
#define CRASH if :: true :: atomic { crashes < CRASHN -> crashes++; FREE; goto idle } fi

/* model step STORE: storeDeliveries, one item of the statement */
inline store(i, v) {
  atomic { owner[i] == 0 ->
    if :: rowId[i] != 0 -> v = 0                        /* conflict with a committed row: nothing to do */
       :: else -> owner[i] = me
    fi };
  CRASH
}
#define PUT(i, v) if :: owner[i] == me -> rowId[i] = v; owner[i] = 0 :: else fi

#ifdef P_ACK
#define SAY200 atomic { if :: w == 3 -> assert(rowId[3] != 0) :: else -> assert(rowId[1] != 0 && rowId[2] != 0) fi; acked[w] = 1 }
#else
#define SAY200 acked[w] = 1
#endif
proctype Api(byte me) {
  byte w, v1, v2, v3;
idle:
  atomic { w = 0; v1 = 0; v2 = 0; v3 = 0 }
end:
  if
  :: atomic { !acked[1] || sends[1] < REDEL -> w = 1; if :: acked[1] -> sends[1]++ :: else fi }
  :: atomic { !acked[2] || sends[2] < REDEL -> w = 2; if :: acked[2] -> sends[2]++ :: else fi }
#ifdef THREE
  :: atomic { !acked[3] || sends[3] < REDEL -> w = 3;
       if :: acked[3] -> sends[3]++ :: else fi; if :: !acked[1] || !acked[2] -> together = 1 :: else fi }
#endif
  fi;
  CRASH;
#ifdef EARLY_200
  SAY200;
  CRASH;
#endif
  d_step {                                              /* ids, in body order */
    if
    :: w == 1 -> v1 = nextId; v2 = nextId + 1; nextId = nextId + 2
    :: w == 2 -> v2 = nextId; v1 = nextId + 1; nextId = nextId + 2
    :: w == 3 -> v3 = nextId; nextId++
    fi };
  CRASH;
  if
  :: w == 3 -> store(3, v3)
#ifdef UNSORTED
  :: w == 2 -> store(2, v2); store(1, v1)
  :: w == 1 -> store(1, v1); store(2, v2)
#else
  :: w != 3 -> store(1, v1); store(2, v2)               /* by dedupe key */
#endif
  fi;
  d_step { PUT(1, v1); PUT(2, v2); PUT(3, v3) };        /* COMMIT */
  CRASH;
  SAY200;
  goto idle
}

#ifdef COUNTBLIND
#define FREELANE true
#else
#define FREELANE (lock == 0)
#endif
#define PEND(i) (rowId[i] != 0 && !done[i] && !dead[i])
#define ANY (PEND(1) || PEND(2) || PEND(3))
inline lowest(res, exc) {
  res = 0;
#ifdef ANYORDER
  if
  :: PEND(1) && exc != 1 -> res = 1
  :: PEND(2) && exc != 2 -> res = 2
  :: PEND(3) && exc != 3 -> res = 3
  :: !ANY || exc != 0 -> skip
  fi
#else
  if :: PEND(1) && exc != 1 -> res = 1 :: else fi;
  if :: PEND(2) && exc != 2 && (res == 0 || rowId[2] < rowId[res]) -> res = 2 :: else fi;
  if :: PEND(3) && exc != 3 && (res == 0 || rowId[3] < rowId[res]) -> res = 3 :: else fi
#endif
}
inline apply(i) {
  if
  :: i != 0 ->
     applied[i]++; done[i] = 1;
#ifdef P_ONCE
     assert(applied[i] <= 1);
#endif
#ifdef SEQ_AT_INGEST
     assert(rowId[i] > lastSeq); lastSeq = rowId[i];
#else
#ifdef P_GAPLESS
     assert(nextIn == lastSeq + 1);
#endif
     lastSeq = nextIn; nextIn++;
#endif
#ifdef P_ORDER
     assert(!(i != 3 && done[3] && !together));         /* what had its 200 before the other was sent is applied before it */
#endif
  :: else
  fi
}
/* model steps CLAIM, READ, APPLY: ApplyInboxMessages.runBatch -> lockLanes, pendingItems, apply + markApplied */
proctype Worker(byte me) {
  byte x, y;
#ifdef POISON
  byte born, most, counted; bool alone;
#endif
idle:
  atomic { x = 0; y = 0;
#ifdef POISON
  MAXID(born)                                           /* newestInboxId: what was there when this process started */
#endif
  }
  goto turn;
again:
  atomic { x = 0; y = 0 }
turn: end:
#ifdef STALE_CLAIM
  atomic { ANY -> lowest(x, 0) };
  atomic { lock == 0 -> lock = me };
#else
#ifdef POISON
  /* readyLanes: a look without a lock. As the oldest item is, so is the lane taken: */
  atomic { FREELANE && ANY -> lowest(x, 0); alone = (att[x] > 0); most = 0; counted = 0 };
#ifndef POSTCOUNT
  atomic { if
  :: alone && (!PEND(x) || !FREELANE) -> goto again
  :: alone && PEND(x) && FREELANE -> if :: att[x] <= MAXTRIES -> att[x]++ :: else fi; counted = x; most = 9   /* countOldestAttempt: its own transaction; then this one alone */
  :: !alone && rowId[x] <= born && FREELANE ->          /* countAttempts: what lay there when we started may have killed another */
       if :: PEND(1) -> att[1]++ :: else fi; if :: PEND(2) -> att[2]++ :: else fi; most = 1
  :: else fi };
#endif
  atomic { if                                           /* skip locked: a statement of its own */
  :: lock == 0 -> lock = me
  :: else ->
#ifndef COUNTBLIND
     if :: counted != 0 && PEND(counted) -> att[counted]-- :: else fi;   /* uncountAttempt: nothing was tried */
#endif
     goto again
  fi };
  atomic {
    if
    :: alone && PEND(x) && att[x] > MAXTRIES && counted != 0 ->
#ifdef P_INNOCENT
       assert(x == 2);
#endif
       dead[x] = 1; FREE; goto again
    :: alone && !(PEND(x) && att[x] > MAXTRIES && counted != 0) -> if :: !PEND(x) -> x = 0 :: else fi; y = 0
    :: else -> lowest(x, 0); if :: x != 0 -> lowest(y, x) :: else fi;
       if :: y != 0 && att[y] > most -> y = 0 :: else fi; if :: x != 0 && att[x] > most -> x = 0; y = 0 :: else fi
    fi };
#else
  atomic { lock == 0 && ANY -> lock = me };             /* a statement of its own */
  atomic { lowest(x, 0); if :: x != 0 -> lowest(y, x) :: else fi; if :: y = 0 :: skip fi };  /* fresh snapshot, under the lock */
#endif
#endif
  CRASH;
#ifdef POISON
  if :: x == 2 || y == 2 -> atomic { FREE; goto idle } :: else fi;   /* the process dies */
#endif
  atomic {                                              /* COMMIT: effects + done */
#ifndef NOGUARD
    if :: (x != 0 && done[x]) || (y != 0 && done[y]) -> FREE; goto again :: else fi;
#endif
    apply(x); apply(y); FREE };
  goto again
}

#ifdef P_REST
active proctype Rest() { end: do :: timeout -> assert(dead[2] && done[1]); break od }
#endif
#ifdef P_QUIET
active proctype Watch() { end: do :: timeout ->
   assert(acked[1] && acked[2] && applied[1] == 1 && applied[2] == 1);
#ifdef THREE
   assert(acked[3] && applied[3] == 1 && nextIn == 4);
#else
   assert(nextIn == 3);
#endif
   break od }
#endif
#ifdef LTL
ltl l_past { <> (dead[2] && done[1]) }
#endif
#ifdef POISON
proctype Arrival() { atomic { rowId[1] = 1; rowId[2] = 2; nextId = 3 } }   /* how they are stored is not the question here */
init { atomic { run Arrival(); run Worker(3); run Worker(4) } }
#else
init { atomic { run Api(1); run Api(2); run Worker(3); run Worker(4) } }
#endif
