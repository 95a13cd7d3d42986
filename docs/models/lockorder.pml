/* lockorder.pml: who waits for whom. Two lanes, an outbox row each, two dedupe keys, one channel. Deadlock = invalid end state.
 * As built: lanes first and in id order, then rows, then the channel (probe); inbox keys in key order and no lane; START skips locked lanes.
 *  ROWFIRST  the outcome is written before its lane is locked      LANES_ANYHOW  a batch takes its lanes in the order of its items
 *  KEYS_ANYHOW  ingest inserts in body order                       CHANNELFIRST  a pause of the channel reaches for lanes
 */
byte lane1 = 0; byte lane2 = 0; byte row1 = 0; byte row2 = 0; byte key1 = 0; byte key2 = 0; byte channel = 0;
#define GET(l, me) atomic { l == 0 -> l = me }
active proctype Apply() { GET(lane1, 1); GET(lane2, 1); GET(row1, 1); GET(channel, 1); channel = 0; row1 = 0; lane2 = 0; lane1 = 0 }
active proctype Outcome() {
#ifdef ROWFIRST
  GET(row1, 2); GET(lane1, 2); lane1 = 0; row1 = 0
#else
  GET(lane1, 2); GET(row1, 2); row1 = 0; lane1 = 0
#endif
}
active proctype Reports() {
#ifdef LANES_ANYHOW
  GET(lane2, 3); GET(lane1, 3);
#else
  GET(lane1, 3); GET(lane2, 3);
#endif
  GET(row2, 3); GET(row1, 3); row1 = 0; row2 = 0; lane2 = 0; lane1 = 0
}
active proctype Start() {   /* skip locked: takes what is free, waits for nobody's lane */
  bool has;
  atomic { if :: lane2 == 0 -> lane2 = 4; has = 1 :: else fi };
  if :: has -> GET(channel, 4); channel = 0; GET(row2, 4); row2 = 0; lane2 = 0 :: else fi
}
active proctype Pause() {
#ifdef CHANNELFIRST
  GET(channel, 5); GET(lane2, 5); lane2 = 0; channel = 0
#else
  GET(channel, 5); channel = 0
#endif
}
active proctype Ingest1() { GET(key1, 6); GET(key2, 6); key2 = 0; key1 = 0 }
active proctype Ingest2() {
#ifdef KEYS_ANYHOW
  GET(key2, 7); GET(key1, 7); key1 = 0; key2 = 0
#else
  GET(key1, 7); GET(key2, 7); key2 = 0; key1 = 0
#endif
}
