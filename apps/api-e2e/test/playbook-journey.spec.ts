import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type Product, startReplicas } from '@parley/running-system';

interface Entry {
  readonly id: string;
  readonly title: Readonly<Record<string, string>>;
}
interface Draft {
  readonly revision: number;
  readonly document: { readonly business: string; readonly menu: { readonly entries: readonly Entry[] } };
}

const PLAYBOOK = '/api/admin/playbook';

describe('a playbook is published while customers look at the menu, on two api and two worker processes', () => {
  let system: Product;
  let agent: AgentClient;
  beforeAll(async () => {
    system = await startReplicas();
    agent = await system.signIn();
  });
  afterAll(() => system.stop());

  it('reaches every process; what was taken away explains itself, by number and by tap', async () => {
    const phone = system.phone('+447700900251', 'Noor');
    await phone.say('Common questions');
    await phone.waitFor((message) => message.choices.some(({ id }) => id === 'menu:returns'));

    const { document, revision } = (await agent.get<Draft>(`${PLAYBOOK}/draft`)).body;
    const entries = document.menu.entries.filter(({ id }) => id !== 'menu:faq');
    expect(entries.length).toBe(document.menu.entries.length - 1);
    const changed = { ...document, business: 'Lamp & Co', menu: { ...document.menu, entries } };
    const imported = await agent.post<Draft>(`${PLAYBOOK}/import?revision=${String(revision)}`, changed);
    expect(imported.status).toBe(200);
    // Tried before anybody meets it: nothing of that is sent.
    const before = (await phone.received()).length;
    const tried = await agent.post(`${PLAYBOOK}/preview`, { steps: [{ say: 'hello' }, { tap: 'Common questions' }] });
    expect(tried.body).toMatchObject({
      steps: [
        { outcome: 'done', messages: [{}] },
        { outcome: 'choice-missing', messages: [] },
      ],
    });
    expect(await phone.received()).toHaveLength(before);
    expect((await agent.post(`${PLAYBOOK}/publish`, { revision: imported.body.revision })).status).toBe(201);

    // Whichever worker has the message: all of them know soon, and one that does not yet answers as before.
    for (const act of [() => phone.say('2'), () => phone.tap('menu:returns')]) {
      const answer = await eventually(async () => {
        const seen = (await phone.received()).length;
        await act();
        const newest = await phone.waitForMore(seen);
        expect(newest.text).toContain('no longer open');
        return newest;
      }, 30_000);
      const ids = answer.choices.map(({ id }) => id);
      expect(ids).toContain('support');
      expect(ids).not.toContain('menu:faq');
    }
  });

  it('a text that is one letter under 60,000 marks holds nobody up', async () => {
    const prank = system.phone('+447700900252', 'Zed');
    await prank.say(`a${'\u0301'.repeat(30_000)}${'\u0316'.repeat(30_000)}`);
    const other = system.phone('+447700900253', 'Ola');
    await other.say('opening hours');
    expect((await other.waitForMore(0)).text).toContain('Our shop is open');
    expect((await prank.waitForMore(0)).choices.map(({ id }) => id)).toContain('support');
  });
});
