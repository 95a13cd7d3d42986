/* events.pml: live events. Three writers, numberers of two processes, two feeds (one a process), two consoles with Last-Event-ID.
 * A writer draws its id inside a transaction and commits whenever it likes, after others with higher ids, or never (rollback).
 * Numbers are given after the commit: advisory lock (a statement of its own), unnumbered rows in id order, COMMIT. Feeds and streams
 * read numbered rows only, in pages of 2; a console may be cut at any time and come back, to either process, with the last id it saw.
 *
 * Without a switch this is the design. Each switch breaks one thing:
 *  BY_ID      no numbers: rows are read by the id they drew (why there is a numberer)
 *  NOLOCK     two numberers at once                ONESTMT   lock and rows in one statement: the snapshot is older than the lock
 *  NOFILTER   a stream does not leave out what it has had already
 *  EARLYLIVE  a stream that resumes counts as caught up after its first page
 *  BLINDOPEN  a stream opened without Last-Event-ID does not look whether the feed has moved on since it asked for the last number
 * Properties: P_NEXT: every number a console gets is the one after the last it had (nothing skipped, nothing twice, in order);
 *  P_ONCE: no event gets a second number; P_ALL: at rest every committed event is numbered and every open stream has all.
 */
#define N 3
#ifndef CONSOLES
#define CONSOLES 1                /* they do not influence each other: 2 only shows that */
#endif
#ifndef NUMBERERS
#define NUMBERERS 1
#endif
#ifndef CUTS
#define CUTS 2
#endif
#define PAGE 2
byte idOf[N]; bool com[N];    /* by writer */
byte num[N];                    /* committed number of the event of writer k, 0 none */
byte newNum[2 * N];             /* the same, not yet committed, by numberer */
byte last = 0;                  /* event_counter.last_number */
byte adv = 0;                   /* advisory lock; also, without it, the row lock of event_counter */
byte feed[2];                   /* EventFeed.last */
byte at[2]; byte pos[2]; bool catching[2]; byte got[2]; bool fresh[2] = true;   /* by console: process + 1, position, what it had last */
byte cuts = 0; byte dies = 0;
hidden byte hc; hidden byte hb; hidden byte hn;   /* scratch, inside one step */

proctype Writer(byte k) {
  if :: com[k] = 1 :: true -> skip fi;                  /* COMMIT, or rollback */
}

#ifdef BY_ID
#define NUM(k) (com[k] -> idOf[k] : 0)
inline top(m) { m = 0; if :: NUM(0) > m -> m = NUM(0) :: else fi; if :: NUM(1) > m -> m = NUM(1) :: else fi; if :: NUM(2) > m -> m = NUM(2) :: else fi }
#else
#define NUM(k) num[k]
inline top(m) { m = last }
#endif

#define OPEN(k) (com[k] && num[k] == 0)
/* gives the next number to the lowest id of the snapshot s0..s2, at most two in a batch */
inline give(me, base) {
  hc = 0;
  do
  :: hc < PAGE ->
     hb = 9;
     if :: s0 && newNum[me * N] == 0 -> hb = 0 :: else fi;
     if :: s1 && newNum[me * N + 1] == 0 && (hb == 9 || idOf[1] < idOf[hb]) -> hb = 1 :: else fi;
     if :: s2 && newNum[me * N + 2] == 0 && (hb == 9 || idOf[2] < idOf[hb]) -> hb = 2 :: else fi;
     if :: hb == 9 -> hc = PAGE + 1 :: else -> hc++; newNum[me * N + hb] = base + hc fi
  :: else -> break
  od;
  hc = 0
}
#ifdef P_ONCE
#define RENUMBERED(k) assert(num[k] == 0)
#else
#define RENUMBERED(k) skip
#endif
#define CLEAR(me) newNum[me * N] = 0; newNum[me * N + 1] = 0; newNum[me * N + 2] = 0
#define TAKE(k) if :: newNum[me * N + k] != 0 -> RENUMBERED(k); num[k] = newNum[me * N + k]; if :: num[k] > last -> last = num[k] :: else fi :: else fi
/* model steps LOCK, NUMBER, COMMIT: EventNumberer.number */
proctype Numberer(byte me) {
  bool s0, s1, s2;
idle: end:
#ifdef ONESTMT
  atomic { (OPEN(0) || OPEN(1) || OPEN(2)) -> s0 = OPEN(0); s1 = OPEN(1); s2 = OPEN(2) };
  atomic { adv == 0 -> adv = me + 1 };
  d_step { give(me, last) };
#else
#ifdef NOLOCK
  atomic { (OPEN(0) || OPEN(1) || OPEN(2)) -> s0 = OPEN(0); s1 = OPEN(1); s2 = OPEN(2) };   /* both read, then both write */
  atomic { adv == 0 -> adv = me + 1 };                  /* the row lock of the counter */
  d_step { give(me, last) };
#else
  atomic { adv == 0 && (OPEN(0) || OPEN(1) || OPEN(2)) -> adv = me + 1 };
  d_step { s0 = OPEN(0); s1 = OPEN(1); s2 = OPEN(2); give(me, last) };
#endif
#endif
  if
  :: d_step { TAKE(0); TAKE(1); TAKE(2); CLEAR(me); adv = 0; s0 = 0; s1 = 0; s2 = 0 }        /* COMMIT, visible before the lock is free */
  :: atomic { dies < 1 && NUMBERERS == 2 -> dies++; CLEAR(me); adv = 0; s0 = 0; s1 = 0; s2 = 0 }              /* kill -9 */
  fi;
  goto idle
}

inline tell(c, n) {
#ifdef P_NEXT
  assert(n == got[c] + 1);
#endif
  got[c] = n; fresh[c] = 0
}
/* what a page (from, to] holds, written to a stream: numbers that exist, in order */
#define THERE(n) (NUM(0) == n || NUM(1) == n || NUM(2) == n)
inline page(c, from, to) {
  hn = from + 1;
  do
  :: hn <= to -> if :: THERE(hn) -> tell(c, hn) :: else fi; hn++
  :: else -> break
  od;
  hn = 0
}

/* model steps READ, PUBLISH: EventFeed.read, publish */
inline publish(c, from, to) {
  if
  :: at[c] == me + 1 && !catching[c] && pos[c] >= from + 1 ->
#ifdef NOFILTER
     page(c, from, to); pos[c] = to
#else
     if :: pos[c] < to -> page(c, pos[c], to); pos[c] = to :: else fi
#endif
  :: at[c] == me + 1 && !catching[c] && pos[c] < from + 1 -> page(c, from, to); pos[c] = to
  :: else
  fi
}
proctype Feed(byte me) {
  byte from, to;
idle: end:
  atomic { (NUM(0) > feed[me] || NUM(1) > feed[me] || NUM(2) > feed[me]) -> top(to); from = feed[me]; if :: to > from + PAGE -> to = from + PAGE :: else fi };  /* the query */
  d_step { publish(0, from, to); publish(1, from, to); feed[me] = to; from = 0; to = 0 };                      /* one turn, later */
  goto idle
}

/* model steps OPEN, TAKEOVER, CATCHUP: EventFeed.open, resume, catchUp */
proctype Console(byte c) {
  byte p, cur, to; bool asked;
idle: end:
  atomic { at[c] == 0 && cuts <= CUTS -> if :: p = 0 :: p = 1 fi; top(cur); if :: fresh[c] -> got[c] = cur :: else fi };   /* lastNumber */
  atomic {                                              /* one turn: the stream joins */
    at[c] = p + 1; pos[c] = cur; catching[c] = 0; asked = !fresh[c];
    if
    :: asked -> catching[c] = 1; pos[c] = got[c]
#ifndef BLINDOPEN
    :: !asked && feed[p] > cur -> catching[c] = 1
#endif
    :: else
    fi };
  do
  :: catching[c] && at[c] != 0 ->
     d_step { top(to); if :: to > pos[c] + PAGE -> to = pos[c] + PAGE :: else fi; cur = pos[c] };
     d_step { if
       :: at[c] != 0 ->
          if :: to > pos[c] -> page(c, pos[c], to); pos[c] = to :: else fi;
#ifdef EARLYLIVE
          catching[c] = 0
#else
          if :: to < cur + PAGE && pos[c] >= feed[p] -> catching[c] = 0 :: else fi
#endif
       :: else fi };
  :: at[c] == 0 -> break
  :: atomic { at[c] != 0 && cuts < CUTS -> cuts++; at[c] = 0; catching[c] = 0; pos[c] = 0 }
  :: atomic { !catching[c] && at[c] != 0 && cuts >= CUTS -> goto stays }
  od;
  atomic { p = 0; cur = 0; to = 0; asked = 0 };
  goto idle;
stays: skip
}

#ifdef P_ALL
active proctype Watch() { end: do :: timeout ->
   assert(!OPEN(0) && !OPEN(1) && !OPEN(2));
   assert(at[0] != 0 && got[0] == last);
#if CONSOLES == 2
   assert(at[1] != 0 && got[1] == last);
#endif
   break od }
#endif
init { atomic { idOf[0] = 1; idOf[1] = 2; idOf[2] = 3;   /* which writer draws which makes no difference: they commit in any order */
  run Writer(0); run Writer(1); run Writer(2);
#ifndef BY_ID
  run Numberer(0);
#if NUMBERERS == 2
  run Numberer(1);
#endif
#endif
  run Feed(0); run Feed(1); run Console(0)
#if CONSOLES == 2
  ; run Console(1)
#endif
  } }
