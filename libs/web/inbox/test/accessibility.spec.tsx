import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { aConversation, ana, FakeServer, jonas, problem } from './fake-server.js';
import { leaveInbox, renderInbox } from './render-inbox.js';

/** jsdom has no layout, so colours are measured over the tokens instead (tokens.spec.ts of ui). */
const violations = async (): Promise<string[]> => {
  const result = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
};

const full = () => {
  const server = new FakeServer();
  const maya = server.add(aConversation({ unreadCount: 1 }), [
    { text: 'Hi' },
    {
      direction: 'outbound',
      author: 'bot',
      type: 'interactive',
      status: 'read',
      text: 'How can we help?',
      content: {
        buttons: [
          { id: 'faq', title: 'FAQ' },
          { id: 'support', title: 'Chat Support' },
        ],
      },
    },
    { text: 'Chat Support', type: 'interactive', content: { tapped: { id: 'support', title: 'Chat Support' } } },
    { type: 'image', text: 'See https://example.org/a', late: true },
    { direction: 'outbound', author: 'agent', agent: ana, text: 'no', status: 'failed', error: { code: '131026', title: 'Not reachable' } },
    { direction: 'outbound', author: 'agent', agent: jonas, text: 'maybe', status: 'unknown' },
    { type: 'unsupported', text: null },
  ]);
  server.add(aConversation({ contact: { name: 'Tomás' }, chat: { status: 'waiting' } }), [{ text: 'Hola' }]);
  server.add(aConversation({ contact: { name: 'Closed' }, chat: null, serviceWindowExpiresAt: null, endedChats: 2 }), [{ text: 'Old' }]);
  return { server, maya };
};

describe('accessibility of the inbox', () => {
  afterEach(leaveInbox);

  it.each(['/?tab=all', '/?tab=waiting', '/?tab=closed'])('has no violation in the list at %s', async (path) => {
    renderInbox(full().server, path);
    await screen.findAllByRole('link');
    expect(await violations()).toEqual([]);
  });

  it('has no violation in a full thread, with the contact panel', async () => {
    const { server, maya } = full();
    renderInbox(server, `/c/${maya.id}?tab=mine`);
    await screen.findByText('Not sent: Not reachable (131026)');
    expect(await violations()).toEqual([]);
  });

  it('has no violation where the chat waits, is a colleague’s, or the window is closed', async () => {
    const { server } = full();
    const lina = server.add(aConversation({ contact: { name: 'Lina' }, chat: { agent: jonas } }), [{ text: 'Hi' }]);
    for (const name of ['Tomás', 'Closed', 'Lina']) {
      const conversation = [...server.conversations.values()].find(({ contact }) => contact.name === name) ?? lina;
      const { unmount } = renderInbox(server, `/c/${conversation.id}?tab=all`, { wide: false });
      await screen.findByRole('log', { name });
      expect(await violations()).toEqual([]);
      unmount();
    }
  });

  it('has no violation when something failed, is empty or is missing', async () => {
    const server = new FakeServer();
    renderInbox(server, '/?tab=mine');
    await screen.findByText('No chats with you');
    expect(await violations()).toEqual([]);
    leaveInbox();
    server.answer('GET', '/api/admin/conversations', () => problem(503, 'SERVICE_UNAVAILABLE'));
    renderInbox(server, '/c/10000000-0000-4000-8000-999999999999?tab=all');
    await screen.findByText('This conversation does not exist');
    await screen.findByText(/The list could not be loaded/);
    expect(await violations()).toEqual([]);
  });

  it('has no violation with the toast of an ended chat, nor in the overview of keys', async () => {
    const { server, maya } = full();
    const { user } = renderInbox(server, `/c/${maya.id}?tab=mine`);
    await user.click(await screen.findByRole('button', { name: 'End Chat' }));
    await screen.findByRole('button', { name: 'Undo' });
    expect(await violations()).toEqual([]);
    await user.keyboard('?');
    await screen.findByRole('dialog', { name: 'Keys' });
    expect(await violations()).toEqual([]);
  });

  it('reads out a new message once, and nothing that was there before', async () => {
    const { server, maya } = full();
    renderInbox(server, `/c/${maya.id}?tab=mine`);
    const log = await screen.findByRole('log', { name: 'Maya Okafor' });
    expect(log.getAttribute('aria-live')).toBe('off');
    server.push(maya.id, { text: 'Just now' });
    await waitFor(() => expect(screen.getByText(/^Maya Okafor, .*: Just now$/).getAttribute('aria-live')).toBe('polite'));
  });
});
