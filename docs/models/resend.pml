/* resend.pml: "Send again" pressed by two people (or twice) on an unknown message, while its paused sender wakes up with an outcome
 * and delivery reports come late. Every row that is or becomes `queued` is sent once; the old row keeps its own status (D3).
 *  NOCAS      the press reads and then writes, instead of one compare-and-set on superseded_by being null
 *  NSREQUEUE  a late NOT SENT puts the old row back in line (D1 left out)
 * Properties: P_ONE: at most one copy is sent by us after the first try; P_TRUE: what is reported of the old row is kept, the new row is sent
 */
#define QUEUED 0
#define SENDING 1
#define UNKNOWN 2
#define REJECTED 3
#define SENT 5
byte old = UNKNOWN; byte new = 9; bool superseded = 0; byte copies = 0; bool reported = 0;
bool reached = 1;                     /* in truth the first try may have reached WhatsApp */

inline again() {
  superseded = 1;
  assert(new == 9);                   /* retry_of is unique */
  new = QUEUED
}
proctype Press() {
#ifdef NOCAS
  bool may;
  atomic { may = (!superseded && (old == UNKNOWN || old == REJECTED)) };
  atomic { if :: may -> superseded = 1; new = QUEUED; copies++ :: else fi;
#ifdef P_ONE
    assert(copies <= 1)
#endif
  }
#else
  atomic { if :: !superseded && (old == UNKNOWN || old == REJECTED) -> again() :: else fi }
#endif
}
active proctype LateOutcome() {
  atomic { if
  :: old == UNKNOWN ->
#ifdef NSREQUEUE
     reached = 0; old = QUEUED
#else
     reached = 0; old = REJECTED
#endif
  :: old == UNKNOWN -> old = SENT
  :: else
  fi }
}
active proctype Report() { end: atomic { reached -> old = SENT; reported = 1 } }
#define SEND(r) atomic { r == QUEUED -> r = SENDING; copies++; P1 }
#ifdef P_ONE
#define P1 assert(copies <= 1)
#else
#define P1 skip
#endif
active proctype Sender() {
end: do
  :: SEND(old)
  :: SEND(new)
  :: atomic { new == SENDING -> new = SENT }
  od
}
#ifdef P_TRUE
active proctype Watch() { end: do :: timeout -> assert(!(reported && old != SENT)); assert(!superseded || new == SENT); break od }
#endif
init { atomic { run Press(); run Press() } }
