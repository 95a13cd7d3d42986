import { afterEach, describe, expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import type { Message } from '../src/api/schema.js';
import { aConversation, ana, FakeServer, jonas, problem, type ConversationOverrides } from './fake-server.js';
import { leaveInbox, renderInbox } from './render-inbox.js';

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

/** A chat of Ana's in which her last message was never confirmed; the minute is over. */
const anUnconfirmed = (message: Partial<Message> = {}, conversation: ConversationOverrides = {}) => {
  const server = new FakeServer();
  const maya = server.add(aConversation(conversation));
  const chatId = maya.chat?.id ?? null;
  server.push(maya.id, { text: 'Where is it?' });
  const first = server.push(maya.id, {
    ...{ direction: 'outbound', author: 'agent', agent: ana, text: 'It leaves today.', status: 'unknown', chatId },
    sendAgainAt: inSeconds(-1),
    ...message,
  });
  const view = renderInbox(server, `/c/${maya.id}?tab=mine`);
  return { server, maya, first, ...view };
};
const button = () => screen.queryByRole('button', { name: 'Send again' });
const log = () => screen.findByRole('log');

describe('a message nobody confirmed', () => {
  afterEach(leaveInbox);

  it('is calmly waited for within the first minute, and nothing is offered', async () => {
    anUnconfirmed({ sendAgainAt: inSeconds(40) });
    expect(await screen.findByText('Not confirmed yet: waiting for confirmation.')).toBeTruthy();
    expect(button()).toBeNull();
  });

  it('can be sent again after the minute, by keyboard; the two are linked and the first says so', async () => {
    const { server, maya, first, user } = anUnconfirmed();
    expect(await screen.findByText('Not confirmed: it may or may not have arrived.')).toBeTruthy();
    const send = button();
    act(() => send?.focus());
    expect(document.activeElement).toBe(send);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(within(screen.getByRole('log')).getAllByText('It leaves today.')).toHaveLength(2));
    expect(server.sent('/send-again').map(({ path }) => path)).toEqual([
      `/api/admin/conversations/${maya.id}/messages/${first.id}/send-again`,
    ]);
    expect(await screen.findByText('Not confirmed.')).toBeTruthy();
    await waitFor(() => expect(button()).toBeNull());
    expect(screen.getByText('Sent again: “It leaves today.”')).toBeTruthy();
    // The button is gone; the keyboard is still in the thread.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('log')));
    await user.click(screen.getByRole('button', { name: 'Sent again below' }));
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Sent again'));
    await user.click(screen.getByRole('button', { name: 'Sent again: show the first try' }));
    await waitFor(() => expect(document.activeElement?.id).toBe(`message-${first.id}`));
  });

  it('is announced when it can be sent again, and is not when it was so before', async () => {
    const { server, maya, first } = anUnconfirmed({ sendAgainAt: inSeconds(40) });
    await log();
    expect(screen.queryByText(/You can send it again/)).toBeNull();
    server.update(maya.id, first.id, { sendAgainAt: inSeconds(-1) });
    const words = await screen.findByText('Not confirmed: “It leaves today.” You can send it again.');
    expect(words.getAttribute('aria-live')).toBe('polite');
  });

  it('says when it was very likely never sent', async () => {
    anUnconfirmed({ likelyNotSent: true });
    expect(await screen.findByText('Not confirmed, and very likely not sent: later messages have arrived.')).toBeTruthy();
    expect(button()).toBeTruthy();
  });

  it('is told as confirmed the moment it is', async () => {
    const { server, maya, first } = anUnconfirmed();
    await screen.findByText(/Not confirmed/);
    server.update(maya.id, first.id, { status: 'delivered', sendAgainAt: null });
    await waitFor(() => expect(screen.queryByText(/Not confirmed/)).toBeNull());
    expect(button()).toBeNull();
  });

  it.each<[string, Partial<Message>, ConversationOverrides]>([
    ['in a colleague’s chat', {}, { chat: { agent: jonas } }],
    ['when the chat is over', { chatId: 'another-chat' }, { chat: null, isChatSupport: false, endedChats: 1 }],
    ['when it is of an earlier chat', { chatId: 'another-chat' }, {}],
    ['outside the 24 hours', {}, { serviceWindowExpiresAt: inSeconds(-60) }],
    ['when the server does not offer it', { sendAgainAt: null }, {}],
  ])('is not offered to be sent again %s', async (_, message, conversation) => {
    anUnconfirmed(message, conversation);
    expect(await screen.findByText(/Not confirmed/)).toBeTruthy();
    expect(button()).toBeNull();
  });

  it('keeps its button and says why when the server refuses, and reads what has become of it', async () => {
    const { server, maya, first, user } = anUnconfirmed();
    server.answer('POST', '/send-again', () => {
      server.update(maya.id, first.id, { status: 'delivered', sendAgainAt: null });
      return problem(409, 'MESSAGE_NOT_RESENDABLE');
    });
    await user.click(await screen.findByRole('button', { name: 'Send again' }));
    expect(await screen.findByText('It was not sent again. It has been settled in the meantime.')).toBeTruthy();
    await waitFor(() => expect(button()).toBeNull());
  });

  it('is pressed once, however often it is clicked', async () => {
    const { server, maya, user } = anUnconfirmed();
    let answer: (response: Response) => void = () => undefined;
    server.answer('POST', '/send-again', () => new Promise((resolve) => (answer = resolve)));
    const send = await screen.findByRole('button', { name: 'Send again' });
    await user.dblClick(send);
    await user.click(send);
    expect(server.sent('/send-again')).toHaveLength(1);
    answer(problem(503, 'SERVICE_UNAVAILABLE'));
    expect(await screen.findByText('It was not sent again. The server is busy; try again in a minute.')).toBeTruthy();
    expect(server.threads.get(maya.id)).toHaveLength(2);
    expect(button()).toBeTruthy();
  });
});

describe('what became of both', () => {
  afterEach(leaveInbox);

  it('says “delivered twice” on both, in the words of each', async () => {
    const { server, maya, first } = anUnconfirmed();
    await screen.findByText(/Not confirmed/);
    const at = inSeconds(0);
    const again = server.push(maya.id, {
      ...{ direction: 'outbound', author: 'agent', agent: ana, text: 'It leaves today.', status: 'delivered' },
      ...{ retryOf: first.id, duplicateConfirmedAt: at },
    });
    server.update(maya.id, first.id, { status: 'delivered', supersededBy: again.id, sendAgainAt: null, duplicateConfirmedAt: at });
    expect(await screen.findByText('It arrived after all: delivered twice.')).toBeTruthy();
    expect(screen.getByText('Delivered twice: the first try arrived after all.')).toBeTruthy();
  });

  it('offers at once what is proved not to have left, in plain words', async () => {
    anUnconfirmed({ status: 'failed', error: { code: 'not_sent', title: 'It was not sent' }, sendAgainAt: inSeconds(-1) });
    expect(await screen.findByText('Not sent: it never left. Sending it again is safe.')).toBeTruthy();
    expect(button()).toBeTruthy();
    expect(screen.queryByText(/not_sent/)).toBeNull();
  });

  it('tells a refusal with WhatsApp’s number, and one of ours without a code', async () => {
    const { server, maya } = anUnconfirmed({
      status: 'failed',
      error: { code: '131026', title: 'Cannot be delivered' },
      sendAgainAt: null,
    });
    expect(await screen.findByText('Not sent: Cannot be delivered (131026)')).toBeTruthy();
    expect(button()).toBeNull();
    const error = { code: 'SERVICE_WINDOW_CLOSED', title: 'The 24-hour window closed before it could be sent' };
    server.push(maya.id, { direction: 'outbound', author: 'agent', agent: ana, status: 'failed', error });
    expect(await screen.findByText('Not sent: The 24-hour window closed before it could be sent')).toBeTruthy();
  });

  it('has no accessibility problems in any of these states', async () => {
    const { server, maya } = anUnconfirmed();
    await screen.findByRole('button', { name: 'Send again' });
    const again = {
      direction: 'outbound',
      author: 'agent',
      agent: ana,
      retryOf: 'not-loaded',
      duplicateConfirmedAt: inSeconds(0),
    } as const;
    server.push(maya.id, { ...again, status: 'read' });
    await screen.findByText(/Delivered twice/);
    const result = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
  });
});

describe('a paused channel', () => {
  afterEach(leaveInbox);

  it('says why, since when, how many wait, and that nothing is lost; and goes with the pause', async () => {
    const { server, queryClient } = anUnconfirmed();
    await log();
    expect(screen.queryByText(/WhatsApp has not accepted/)).toBeNull();
    const reason = 'Our WhatsApp access token has expired (190)';
    server.channel = { status: 'paused', reason, since: new Date(2026, 10, 22, 14, 2).toISOString(), waiting: 3 };
    await queryClient.invalidateQueries({ queryKey: ['channel'] });
    const banner = await screen.findByText(
      /WhatsApp has not accepted our messages since 2:02\sPM: Our WhatsApp access token has expired \(190\)\./,
    );
    expect(banner.textContent).toContain('3 messages wait; nothing is lost');
    expect(banner.closest('[role=status]')).toBeTruthy();
    server.channel = { status: 'ok', reason: null, since: null, waiting: 0 };
    await queryClient.invalidateQueries({ queryKey: ['channel'] });
    await waitFor(() => expect(screen.queryByText(/WhatsApp has not accepted/)).toBeNull());
  });
});
