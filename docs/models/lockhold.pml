/* lockhold.pml: a worker stopped for ever, or for a while (SIGSTOP, hung host) INSIDE a transaction that holds the lane of contact 1.
 * Webhooks of contacts 1 and 2 come in one batch.
 *  LANELOCK  ingest locks the lanes of its batch (C14); as built it locks none
 *  NOIDLE    no idle_in_transaction_session_timeout: the database never ends the stopped session
 * Properties: at rest both items are stored (P_STORE); the one of contact 1 is applied, once, also when the stopped worker is
 * continued later: its COMMIT fails (P_APPLY).
 */
bool lane1 = 0; bool stored1 = 0; bool stored2 = 0; bool sessionDead = 0; byte applied = 0; bool item = 1;
active proctype Worker() {
  atomic { !lane1 -> lane1 = 1 };
  if :: true -> skip :: true -> goto stopped fi;
commit:
  atomic { if :: sessionDead -> skip                       /* COMMIT fails: nothing applied, no call */
              :: !sessionDead && item -> applied++; item = 0; lane1 = 0
              :: else -> lane1 = 0 fi };
  goto over;
stopped: end_stopped:
  if :: sessionDead -> goto commit :: false -> skip fi;
over: skip
}
active proctype Worker2() {
end: do :: atomic { !lane1 && item -> lane1 = 1 }; atomic { if :: item -> applied++; item = 0 :: else -> skip fi; assert(applied <= 1); lane1 = 0 } od
}
active proctype Ingest() {
endw:
#ifdef LANELOCK
  atomic { !lane1 -> lane1 = 1 }; atomic { stored1 = 1; stored2 = 1; lane1 = 0 }
#else
  atomic { stored1 = 1; stored2 = 1 }
#endif
}
#ifndef NOIDLE
active proctype Db() { end: atomic { lane1 && !sessionDead && Worker@stopped -> sessionDead = 1; lane1 = 0 } }
#endif
active proctype Watch() { end: do :: timeout ->
#ifdef P_STORE
  assert(stored1 && stored2);
#endif
#ifdef P_APPLY
  assert(applied == 1);
#endif
  break od }
