import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import type { Conversation } from '../src/api/schema.js';
import { aConversation, ana, type ConversationOverrides, FakeServer } from './fake-server.js';
import { leaveInbox, renderInbox } from './render-inbox.js';

const facts = async (overrides: ConversationOverrides): Promise<string> => {
  const server = new FakeServer();
  const { id } = server.add(aConversation(overrides), [{ text: 'Hi' }]);
  renderInbox(server, `/c/${id}?tab=all`);
  return (await screen.findByRole('complementary')).textContent;
};

const lastChat: NonNullable<Conversation['lastChat']> = {
  id: '30000000-0000-4000-8000-000000000001',
  agent: ana,
  endedAt: '2026-11-20T12:00:00.000Z',
  endedBy: 'system',
  rating: 2,
  comment: 'It took too long',
};

describe('what the panel knows of a contact and the chat', () => {
  afterEach(leaveInbox);

  it('is the team, and what was asked before', async () => {
    expect(await facts({ chat: { about: 'where is my lamp' } })).toMatch(/TeamSupport.*Had askedwhere is my lamp/);
  });

  it('is the language, the wish for no messages, and a flood', async () => {
    const words = await facts({ contact: { language: 'pt-BR', optedOutAt: '2026-11-01T12:00:00.000Z' }, isFlooding: true });
    expect(words).toMatch(/LanguageBrazilian Portuguese.*Opted outsince Nov 1, 2026.*Pacemany messages at once/);
    expect(within(screen.getByRole('main')).getAllByText('Opted out').length).toBeGreaterThan(0);
  });

  it.each([
    ['FORM', 'Filling in a form'],
    ['SUBMENU', 'In the menu'],
    ['AWAITING_RATING', 'Asked how our help was'],
  ] as const)('is where the bot is with them: %s', async (state, words) => {
    expect(await facts({ chat: null, state })).toContain(`State${words}`);
  });

  it('is how the last chat ended, and how it was rated', async () => {
    expect(await facts({ chat: null, state: 'MAIN_MENU', lastChat, endedChats: 1 })).toMatch(
      /EndedNov 20.*Byitself.*AgentAna.*Rating2 of 5.*CommentIt took too long/,
    );
  });
});

describe('an order in the thread', () => {
  afterEach(leaveInbox);

  it('has its prices in money, and as they came where the currency is none', async () => {
    const server = new FakeServer();
    const product = { product: 'LAMP-1', quantity: 2, price: 19.9, currency: 'GBP' };
    const { id } = server.add(aConversation(), [
      {
        type: 'order',
        text: null,
        order: {
          catalogId: '1',
          productCount: 2,
          products: [product, { ...product, price: 3, currency: 'points' }],
          totals: [{ amount: 39.8, currency: 'GBP' }],
        },
      },
    ]);
    renderInbox(server, `/c/${id}?tab=all`);
    expect((await screen.findByRole('log')).textContent).toMatch(/2 × LAMP-1 £19\.90\s*2 × LAMP-1 3\s*= £39\.80/);
  });
});
