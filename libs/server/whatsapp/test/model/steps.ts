import fc from 'fast-check';
import { GRAPH_MODES } from './model-graph.js';
import { type Act, ACTS, type World } from './world.js';

const SAYINGS = ['hi', 'support', 'support', 'done', 'menu', '1', '2', 'My lamp arrived broken', 'end chat'] as const;
const TAPS = ['support', 'end_chat', 'end_chat', 'stay', 'main_menu', 'menu:faq'] as const;

export type Step =
  | { readonly do: 'write'; readonly lane: number; readonly text: string; readonly at: number }
  | { readonly do: 'tap'; readonly lane: number; readonly id: string; readonly isUnder: boolean; readonly at: number }
  | { readonly do: 'redeliver'; readonly index: number }
  | { readonly do: 'act'; readonly act: Act; readonly at: number }
  | { readonly do: 'race'; readonly acts: readonly [Act, Act]; readonly text: string | null }
  | { readonly do: 'graph'; readonly mode: (typeof GRAPH_MODES)[number] }
  | { readonly do: 'answer' }
  | { readonly do: 'report'; readonly index: number; readonly status: string; readonly isNamed: boolean }
  | { readonly do: 'close-window'; readonly lane: number }
  | { readonly do: 'time-passes' }
  | { readonly do: 'silence' }
  | { readonly do: 'kill'; readonly at: number }
  | { readonly do: 'switch'; readonly on: boolean }
  | { readonly do: 'rest' };

const lane = fc.constantFrom(0, 0, 0, 1);
const at = fc.nat({ max: 1 });
const act: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom('send', 'send', 'send', 'accept', ...ACTS),
  lane,
  agent: fc.constantFrom(0, 0, 0, 1),
  key: fc.nat({ max: 5 }),
});

const doing = <Name extends Step['do'], Fields>(name: Name, fields: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> }) =>
  fc.record({ do: fc.constant(name), ...fields }) as unknown as fc.Arbitrary<Step>;

const write = doing('write', { lane, text: fc.constantFrom(...SAYINGS), at });
const tap = doing('tap', { lane, id: fc.constantFrom(...TAPS), isUnder: fc.boolean(), at });
const agentActs = doing('act', { act, at });
const graph = doing('graph', { mode: fc.constantFrom(...GRAPH_MODES) });
const report = doing('report', {
  index: fc.nat({ max: 20 }),
  status: fc.constantFrom('sent', 'delivered', 'read', 'failed'),
  isNamed: fc.boolean(),
});
const redeliver = doing('redeliver', { index: fc.nat({ max: 20 }) });
const race = doing('race', { acts: fc.tuple(act, act), text: fc.constantFrom(null, 'done', 'support') });

function times(count: number, step: fc.Arbitrary<Step>): fc.Arbitrary<Step>[] {
  return Array.from({ length: count }, () => step);
}

/** Everything that may befall us. What happens often in life stands here several times. */
export const ANY_STEP: readonly fc.Arbitrary<Step>[] = [
  ...times(5, write),
  ...times(2, tap),
  ...times(8, agentActs),
  ...times(2, race),
  ...times(5, graph),
  ...times(4, report),
  ...times(2, redeliver),
  ...times(2, doing('answer', {})),
  ...times(2, doing('time-passes', {})),
  ...times(2, doing('silence', {})),
  ...times(2, doing('kill', { at })),
  doing('close-window', { lane: fc.constant(1) }),
  doing('switch', { on: fc.constantFrom(true, true, false) }),
  doing('rest', {}),
];

/** Those whose outcome is settled by the order in which they are accepted: no race, no clock, no death. */
export const ORDERED_STEP: readonly fc.Arbitrary<Step>[] = [
  write,
  write,
  tap,
  agentActs,
  agentActs,
  redeliver,
  graph.filter((step) => step.do === 'graph' && step.mode !== 'hang'),
  report,
  doing('switch', { on: fc.constantFrom(true, true, false) }),
];

/** @returns when it is done, not when all that follows from it is */
export async function take(step: Step, world: World): Promise<void> {
  switch (step.do) {
    case 'write':
      return world.write(step.lane, step.text, step.at);
    case 'tap':
      return world.write(step.lane, step.id, step.at, { id: step.id, under: step.isUnder ? await world.lastHeard(step.lane) : undefined });
    case 'redeliver':
      return world.redeliver(step.index);
    case 'act':
      await world.act(step.act, step.at);
      return;
    case 'race': {
      const [one, other] = step.acts;
      const customer = step.text === null ? [] : [world.write(one.lane, step.text, 0)];
      // Of the same conversation, or there is no race.
      await Promise.all([world.act(one, 0), world.act({ ...other, lane: one.lane }, 1), ...customer]);
      return;
    }
    case 'graph':
      world.graph.mode = step.mode;
      return;
    case 'answer':
      world.graph.answerOpenCalls();
      return;
    case 'report':
      return world.report(step.index, step.status, step.isNamed);
    case 'close-window':
      return world.closeWindow(step.lane);
    case 'time-passes':
      return world.timePasses();
    case 'silence':
      return world.silencePasses();
    case 'kill':
      return world.kill(step.at);
    case 'switch':
      return world.switchSupport(step.on);
    case 'rest':
      return world.rest('now');
  }
}

/** What fast-check needs to know of the world between steps: that there is something to repeat or to report. */
interface Known {
  said: number;
}

class StepCommand implements fc.AsyncCommand<Known, World> {
  constructor(private readonly step: Step) {}

  check({ said }: Readonly<Known>): boolean {
    return said > 0 || !['redeliver', 'report', 'act', 'race'].includes(this.step.do);
  }

  async run(known: Known, world: World): Promise<void> {
    await take(this.step, world);
    if (this.step.do === 'write' || this.step.do === 'tap') known.said += 1;
  }

  toString(): string {
    return JSON.stringify(this.step);
  }
}

export type Walk = Iterable<fc.AsyncCommand<Known, World>>;

export function commandsOf(steps: readonly fc.Arbitrary<Step>[], maxCommands: number): fc.Arbitrary<Walk> {
  return fc.commands(
    steps.map((step) => step.map((one) => new StepCommand(one))),
    { maxCommands, size: 'max' },
  );
}
