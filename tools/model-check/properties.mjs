/**
 * What is checked, one line a run: the model, what it says in words, the switches, the LTL formula if it is one, and what must come out.
 * Runs that must fail take one guard of the design away (or make the world worse than we assume): they prove that the model can see.
 * `quick`: part of `--quick`, which `npm test` runs.
 */
const OUTBOX = '-DP_COPIES -DP_LATE -DP_OWNFAIL -DP_WAMID -DP_PROOF -DP_AWAKE -DP_RANK -DP_ENDED';
const INBOUND = '-DP_ONCE -DP_ORDER -DP_GAPLESS -DP_ACK -DP_QUIET';
const EVENTS = '-DP_NEXT -DP_ONCE -DP_ALL';
const LANE = '-DP_ORDER -DP_COPIES';

const holds = (model, words, switches, options = {}) => ({ model, words, switches, expected: 'verified', ...options });
const breaks = (model, words, switches, options = {}) => ({ model, words, switches, expected: 'fails', quick: true, ...options });
const quick = { quick: true };

export const PROPERTIES = [
  holds('outbox', 'all eight safety properties of a row, 2 attempts, any number of kills', OUTBOX, quick),
  holds('outbox', 'the same with 3 attempts', `-DMAXATT=3 ${OUTBOX}`),
  holds(
    'outbox',
    'one copy at most, also without the fence and without any assumption about time',
    '-DP_COPIES -DNOFENCE -DNO_A1 -DNO_A2',
    quick,
  ),
  holds('outbox', 'no failure of our own making after proof of acceptance, also when a refusal lied', '-DP_OWNFAIL -DLIE_REF', quick),
  holds('outbox', 'no row stays sending (2 kills)', '-DCRASHN=2', { ltl: 'l_sending' }),
  holds('outbox', 'an accepted row ends sent, delivered, read or failed by Meta (2 kills)', '-DCRASHN=2', { ltl: 'l_accept' }),
  holds('outbox', 'at last nothing is sending (2 kills)', '-DCRASHN=2', { ltl: 'l_settle' }),
  breaks('outbox', 'straw man: the sweeper puts a row back in line: two copies', '-DP_COPIES -DBLIND'),
  breaks('outbox', 'a call although COMMIT failed: two copies', '-DP_COPIES -DUNSURE'),
  breaks('outbox', 'a failed webhook puts the row back (C3): two copies', '-DP_COPIES -DFRETRY'),
  breaks('outbox', 'a failed webhook puts the row back (C3): two wamids', '-DP_WAMID -DFRETRY'),
  breaks('outbox', 'a rate limit is answered although Graph accepted (A3): two copies', '-DP_COPIES -DLIE_RATE'),
  breaks('outbox', 'our own refusal ranks above sent (C4)', '-DP_OWNFAIL -DLIE_REF -DOWNHIGH'),
  breaks('outbox', 'a resend re-uses the row: in line without proof', '-DP_PROOF -DSAMEROW'),
  breaks('outbox', 'NOT SENT re-queues from unknown (C2)', '-DP_AWAKE -DNSREQUEUE'),
  breaks('outbox', 'no fence: accepted after lane and person moved on', '-DP_LATE -DNOFENCE'),
  breaks('outbox', 'the fence reads its clocks after COMMIT (C1)', '-DP_LATE -DT0_LATE'),
  breaks('outbox', 'without A1', '-DP_LATE -DNO_A1'),
  breaks('outbox', 'without A2', '-DP_LATE -DNO_A2'),
  breaks('outbox', 'neither START nor NOT SENT looks at the chat (C7)', '-DP_ENDED -DENDBLIND'),
  breaks('outbox', 'an outcome does not name the state it leaves', '-DP_RANK -DNOGUARD'),
  breaks('outbox', 'no sweeper: sending for ever', '-DCRASHN=2 -DNOSWEEP', { ltl: 'l_sending' }),

  holds('lane', 'agents only: order, one copy, nothing left waiting (1 attempt, no kill)', `${LANE} -DP_QUIET -DMAXATT=1 -DCRASHN=0`),
  holds(
    'lane',
    'a reply started by the transaction that applies the message: order, one copy, nothing left waiting (1 attempt, no kill)',
    `-DREPLY ${LANE} -DP_QUIET -DMAXATT=1 -DCRASHN=0`,
    quick,
  ),
  holds('lane', 'the same, 2 attempts and a kill', `-DREPLY ${LANE}`),
  holds(
    'lane',
    'ended by the customer: nothing of agents started after it, none accepted after the closing message, order, one copy',
    `-DEND ${LANE} -DP_END -DP_START`,
  ),
  holds('lane', 'the same, nothing left waiting (no kill)', `-DEND ${LANE} -DP_END -DP_START -DP_QUIET -DCRASHN=0`),
  holds('lane', 'ended by an agent: what was queued leaves first, order, one copy', `-DAGENTEND ${LANE} -DP_END -DP_FIRST`),
  breaks('lane', 'the applying transaction starts its reply without looking: order', '-DREPLY -DP_ORDER -DBLINDAPPLY'),
  breaks('lane', 'no hold: order (C5)', '-DP_ORDER -DNOHOLD'),
  breaks('lane', 'no hold: an agent message after the closing one (C5)', '-DEND -DP_END -DNOHOLD'),
  breaks('lane', 'NOT SENT re-queues from unknown: order (C6)', '-DP_ORDER -DNSREQUEUE'),
  breaks('lane', 'neither START nor NOT SENT looks at the chat (C7)', '-DEND -DP_START -DENDBLIND'),
  breaks('lane', 'a send that does not lock the lane (C8)', '-DEND -DP_INSERT -DSENDRACE'),
  breaks('lane', 'START as one statement that names no state: two copies (C10)', '-DP_COPIES -DSTALE -DNOSTATE'),
  breaks('lane', 'only outcomes wake the lane (C9)', '-DP_QUIET -DWAKEONLY2'),
  breaks('lane', 'only outcomes and sweeper wake the lane (C9)', '-DP_QUIET -DWAKESWEEP'),
  breaks('lane', 'without A1', '-DEND -DP_END -DNO_A1'),
  breaks('lane', 'without A2', '-DEND -DP_END -DNO_A2'),
  breaks('lane', 'an agent’s end that cancels what is queued', '-DAGENTEND -DP_FIRST -DENDCANCELS'),

  holds(
    'inbound',
    'once, in order, numbers without gap, 200 ⇒ stored, all applied at rest (1 redelivery, 1 kill)',
    `${INBOUND} -DCRASHN=1`,
  ),
  holds('inbound', 'the same, no redelivery after the 200, no kill', `${INBOUND} -DCRASHN=0 -DREDEL=0`, quick),
  holds(
    'inbound',
    'three webhooks: what had its 200 before the other was sent is applied before it',
    `${INBOUND} -DTHREE -DCRASHN=0 -DREDEL=0`,
  ),
  holds(
    'inbound',
    'a stale snapshot at the claim, caught by the mark naming its state',
    `${INBOUND} -DSTALE_CLAIM -DCRASHN=0 -DREDEL=0`,
    quick,
  ),
  holds('inbound', 'an item that kills its process is set aside at rest, its neighbour applied', '-DPOISON -DP_REST -DCRASHN=1'),
  holds('inbound', 'only poison is set aside', '-DPOISON -DP_INNOCENT'),
  breaks('inbound', 'an attempt counted behind a locked lane: a healthy message is set aside', '-DPOISON -DP_INNOCENT -DCOUNTBLIND'),
  breaks('inbound', '200 before COMMIT', '-DP_ACK -DEARLY_200'),
  breaks('inbound', 'rows inserted in body order: deadlock', '-DUNSORTED -DCRASHN=0'),
  breaks('inbound', 'numbers given at ingest, before the commit', '-DSEQ_AT_INGEST -DTHREE -DCRASHN=0 -DREDEL=0'),
  breaks('inbound', 'pending items taken in any order', '-DP_ORDER -DTHREE -DANYORDER -DCRASHN=0 -DREDEL=0', { quick: false }),
  breaks(
    'inbound',
    'claim and read in one statement, no guard: applied twice (C12)',
    '-DP_ONCE -DSTALE_CLAIM -DNOGUARD -DCRASHN=0 -DREDEL=0',
  ),
  breaks('inbound', 'attempts counted after the try (C13)', '-DPOISON -DPOSTCOUNT -DCRASHN=0', { ltl: 'l_past' }),

  holds('events', 'nothing skipped, nothing twice, in order, all told at rest (2 cuts, 2 processes)', EVENTS),
  holds('events', 'the same with two numberers, one of them killed (1 cut)', `${EVENTS} -DCUTS=1 -DNUMBERERS=2`),
  holds('events', 'the same, no cut', `${EVENTS} -DCUTS=0`, quick),
  breaks('events', 'no numbers: rows read by the id they drew', '-DP_NEXT -DBY_ID'),
  breaks('events', 'lock and rows in one statement: a second number', '-DP_ONCE -DONESTMT -DNUMBERERS=2 -DCUTS=0'),
  breaks('events', 'two numberers at once: a second number', '-DP_ONCE -DNOLOCK -DNUMBERERS=2 -DCUTS=0'),
  breaks('events', 'a stream that does not leave out what it had', '-DP_NEXT -DNOFILTER'),
  breaks('events', 'a stream that counts as caught up too early', '-DP_NEXT -DEARLYLIVE'),
  breaks('events', 'a new stream that does not look whether the feed has moved on', '-DP_NEXT -DBLINDOPEN'),

  holds('sweeper', 'nothing given up before its time, whatever is set back', '-DP_EARLY', quick),
  holds('sweeper', 'every lease ends though the database’s clock is set back (D12)', '', { ltl: 'l_lease', ...quick }),
  holds('sweeper', 'every hold ends though the database’s clock is set back (D12)', '', { ltl: 'l_free', ...quick }),
  breaks('sweeper', 'the database’s clock alone: sending for the hour it was set back', '-DNOOWN', { ltl: 'l_lease' }),
  breaks('sweeper', 'no own clock for the hold', '-DNOCAP', { ltl: 'l_free' }),
  breaks('sweeper', 'the message remembered instead of the attempt: given up too early', '-DP_EARLY -DNOKEY'),
  breaks('sweeper', 'the database’s clock set forward (A4): leases end early', '-DP_EARLY -DFORWARD'),

  holds('resend', 'two presses and a late outcome: one copy, each row its own reports', '-DP_ONE -DP_TRUE', quick),
  breaks('resend', 'the press reads, then writes', '-DP_ONE -DNOCAS'),
  breaks('resend', 'a late NOT SENT puts the old row back in line', '-DP_ONE -DNSREQUEUE'),

  holds('lockorder', 'no deadlock', '', quick),
  breaks('lockorder', 'an outcome locks its row before its lane', '-DROWFIRST'),
  breaks('lockorder', 'a batch takes its lanes in any order', '-DLANES_ANYHOW'),
  breaks('lockorder', 'ingest inserts its keys in any order', '-DKEYS_ANYHOW'),
  breaks('lockorder', 'a pause of the channel reaches for lanes', '-DCHANNELFIRST'),
  holds(
    'lockhold',
    'a worker stopped inside its transaction: webhooks of all are stored, its item is applied once',
    '-DP_STORE -DP_APPLY',
    quick,
  ),
  breaks('lockhold', 'ingest locks lanes: nobody’s webhook is stored (C14)', '-DP_STORE -DLANELOCK -DNOIDLE'),
  breaks('lockhold', 'no idle_in_transaction_session_timeout: the lane stands still', '-DP_APPLY -DNOIDLE'),
];
