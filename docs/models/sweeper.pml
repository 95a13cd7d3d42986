/* sweeper.pml: the end of lease and hold when clocks cannot be trusted (D12). ONE row, one sweeper. A unit of time is 5 s.
 * The row carries times of the database's clock, which may be set back by an hour, at any moment, twice. The sweeper also keeps, by
 * its own monotonic clock, since when it has seen this attempt in this state; a restart of the sweeper forgets that.
 * lease 30 s = 6, hold 45 s = 9 (both from START), the sweeper's own limits 35 s = 7 and 50 s = 10 (from first seen).
 *  NOOWN      the sweeper believes the database's clock alone
 *  NOKEY      it remembers the message, not the attempt
 *  NOCAP      an end of the lease does not shorten the hold, and there is no own clock for the hold
 *  FORWARD    the database's clock may also be set forward (assumption A4: then leases end early; never a second copy, outbox.pml P_COPIES)
 * Properties: P_EARLY: nothing is given up before its time (assertion); l_lease, l_free (LTL): neither lease nor hold lasts for ever
 */
#define LEASE 6
#define HOLD 9
#define OWNLEASE 7
#define OWNHOLD 10
#define NEVER 99
#define QUEUED 0
#define SENDING 1
#define UNKNOWN 2
#define GONE 3                    /* the row has left the outbox, the lane is free */
byte st = QUEUED; byte age = 0;   /* true time since START */
byte lease = NEVER; byte hold = NEVER;   /* what the database's clock thinks is left */
byte seen = NEVER; byte seenState = 0; byte seenAttempt = 0;
byte attempt = 0; byte set = 0; byte restarts = 0;

/* 98: set back by an hour, which does not pass while the model runs */
#define BACK 98
#define LESS(x) if :: x > 0 && x < BACK -> x-- :: else fi
active proctype Time() {
end: do
  :: d_step { (st == SENDING || st == UNKNOWN) ->
       if :: age < 14 -> age++ :: else fi;
       LESS(lease); LESS(hold);
       if :: seen < OWNHOLD -> seen++ :: else fi }
  od
}
active proctype Sender() {
end: do
  :: atomic { st == QUEUED && attempt < 2 -> attempt++; st = SENDING; age = 0; lease = LEASE; hold = HOLD }
  :: atomic { st == SENDING && attempt < 2 -> st = QUEUED; lease = NEVER; hold = NEVER }   /* NOT SENT */
  :: atomic { st == SENDING && age <= 4 -> st = UNKNOWN }                                  /* timed out at 20 s at the latest */
  od
}
active proctype DatabaseClock() {
end: do
  :: atomic { set < 2 && (st == SENDING || st == UNKNOWN) -> set++;
       if :: lease != NEVER -> lease = BACK :: else fi; if :: hold != NEVER -> hold = BACK :: else fi }
#ifdef FORWARD
  :: atomic { set < 2 && (st == SENDING || st == UNKNOWN) -> set++; lease = 0; hold = 0 }
#endif
  od
}
#ifdef NOKEY
#define KNOWN (seen != NEVER && seenState == st)
#else
#define KNOWN (seen != NEVER && seenState == st && seenAttempt == attempt)
#endif
#ifdef NOOWN
#define OWN(n) false
#else
#define OWN(n) (KNOWN && seen >= n)
#endif
#ifdef NOCAP
#define OWNH(n) false
#else
#define OWNH(n) OWN(n)
#endif
active proctype Sweeper() {
end: do
  :: atomic { (st == SENDING || st == UNKNOWN) ->
       if
       :: st == SENDING && (lease == 0 || OWN(OWNLEASE)) ->
#ifdef P_EARLY
          assert(age >= LEASE);
#endif
          st = UNKNOWN;
#ifndef NOCAP
          if :: hold > 3 -> hold = 3 :: else fi;
#endif
          seen = NEVER
       :: st == UNKNOWN && (hold == 0 || OWNH(OWNHOLD)) ->
#ifdef P_EARLY
          assert(age >= HOLD);
#endif
          st = GONE
       :: else -> if :: !KNOWN -> seen = 0; seenState = st; seenAttempt = attempt :: else fi
       fi }
  :: atomic { restarts < 1 -> restarts++; seen = NEVER }
  od
}
#ifdef LTL
ltl l_lease { [] ((st == SENDING) -> <> (st != SENDING)) }
ltl l_free { [] ((st == UNKNOWN) -> <> (st != UNKNOWN)) }
#endif
