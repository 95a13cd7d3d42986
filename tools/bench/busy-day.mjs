import { signIn } from './agent.mjs';
import { pause, percentiles, residentMiB } from './figures.mjs';
import { senderOf } from './limit/lib/common.mjs';
import { Webhooks } from './webhooks.mjs';

const OPEN_CHATS = 500;
const SAMPLES = 200;

/**
 * 500 chats are open, customers write in them at `rate` a second, and meanwhile: new customers start a chat (tap → the welcome at
 * Graph), the agent sends (call → the message at Graph) and reads (API calls). Milliseconds.
 */
export async function busyDay(lab, { admin, rate, say }) {
  const graph = await lab.startGraph();
  const server = await lab.startProduct(graph.url);
  const customers = new Webhooks(server.webhook);
  const graphSide = new GraphSide(graph.url);
  const agent = await signIn(server.url, admin);

  await inLots(OPEN_CHATS + SAMPLES, 20, (index) => customers.text(index, 'menu'));
  await graphSide.waitForCount(OPEN_CHATS + SAMPLES);
  await inLots(OPEN_CHATS, 20, (index) => customers.text(index, 'support'));
  const openChats = async () => (await lab.query("select count(*)::int as n from chat where status <> 'ended'"))[0].n;
  await until(async () => (await openChats()) === OPEN_CHATS, 60_000, 'the chats did not open');
  say(`${OPEN_CHATS} chats are open`);
  // Every chat has the agent; the first message of each would carry the "is here" line with it, so all get one before.
  for (let index = 0; index < OPEN_CHATS; index += 1) await agent.send(senderOf(index), 'Hello, what can I do for you?');
  await pause(1000);
  const memoryBefore = residentMiB(server.pid);

  let writing = true;
  let written = 0;
  const background = (async () => {
    for (const startedAt = performance.now(); writing; written += 1) {
      void customers.text(written % OPEN_CHATS, 'and one more thing that I would like to know').catch(() => {});
      await pause(Math.max(0, startedAt + ((written + 1) * 1000) / rate - performance.now()));
    }
  })();
  const chatStart = [];
  const agentSend = [];
  const calls = { list: [], waiting: [], thread: [], conversation: [] };
  for (let index = 0; index < SAMPLES; index += 1) {
    const newcomer = OPEN_CHATS + index;
    chatStart.push(await graphSide.measure(senderOf(newcomer), () => customers.tap(newcomer, 'support')));
    agentSend.push(await graphSide.measure(senderOf(index), () => agent.send(senderOf(index), `Answer ${index}`)));
    calls.list.push(await agent.time('/api/admin/conversations?view=mine'));
    calls.waiting.push(await agent.time('/api/admin/conversations?view=waiting'));
    calls.conversation.push(await agent.time(`/api/admin/conversations/%2B${senderOf(index)}`));
    calls.thread.push(await agent.time(`/api/admin/conversations/%2B${senderOf(index)}/messages`));
  }
  writing = false;
  await background;
  const result = {
    chatStartMs: percentiles(chatStart),
    agentSendMs: percentiles(agentSend),
    apiCallMs: Object.fromEntries(Object.entries(calls).map(([name, values]) => [name, percentiles(values)])),
    apiCallAllMs: percentiles([...Object.values(calls).flat(), ...agent.sendCalls.slice(OPEN_CHATS)]),
    backgroundMessages: written,
    rssMiB: { before: memoryBefore, after: residentMiB(server.pid) },
  };
  await server.stop();
  await graph.stop();
  return result;
}

class GraphSide {
  constructor(url) {
    this.url = url;
  }

  async count() {
    return (await (await fetch(`${this.url}/__count`)).json()).count;
  }

  waitForCount(count) {
    return until(async () => (await this.count()) >= count, 60_000, 'the replies did not reach Graph');
  }

  /** From just before `act` until the next message to that customer reached the mock Graph, by its own clock (the same machine's). */
  async measure(to, act) {
    const from = await this.length(to);
    const at = now();
    await act();
    let arrived;
    await until(async () => (arrived = (await this.timesOf(to))[from]) !== undefined, 20_000, `nothing reached Graph for ${to}`);
    return arrived - at;
  }

  async length(to) {
    return (await this.timesOf(to)).length;
  }

  async timesOf(to) {
    return (await fetch(`${this.url}/__to/${to}`)).json();
  }
}

async function inLots(count, lot, work) {
  for (let from = 0; from < count; from += lot) {
    await Promise.all(Array.from({ length: Math.min(lot, count - from) }, (_, offset) => work(from + offset)));
  }
}

async function until(check, patienceMs, complaint) {
  const end = Date.now() + patienceMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(complaint);
    await pause(3);
  }
}

const now = () => Number(process.hrtime.bigint()) / 1e6;
