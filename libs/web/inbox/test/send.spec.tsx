import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { reloadOutgoing } from '../src/model/outgoing.js';
import { aConversation, FakeServer, problem } from './fake-server.js';
import { leaveInbox, renderInbox } from './render-inbox.js';

const atMaya = () => {
  const server = new FakeServer();
  const maya = server.add(aConversation(), [{ text: 'I need help' }]);
  return { server, maya, ...renderInbox(server, `/c/${maya.id}?tab=mine`) };
};

const later = () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { gate, open };
};

describe('sending', () => {
  afterEach(leaveInbox);

  it('shows the message at once, and the stored one takes its place without a double', async () => {
    const { server, maya, user } = atMaya();
    const { gate, open } = later();
    server.answer('POST', '/send', async (seen) => {
      await gate;
      return Response.json(server.store(maya.id, seen).message, { status: 201 });
    });
    await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'Here is the answer{Enter}');
    const log = screen.getByRole('log', { name: 'Maya Okafor' });
    expect(within(log).getAllByText('Here is the answer')).toHaveLength(1);
    expect(within(log).getByText('queued')).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }).value).toBe('');
    open();
    await waitFor(() => expect(server.threads.get(maya.id)).toHaveLength(2));
    await waitFor(() => expect(server.seen.filter(({ path }) => path.endsWith('/messages')).length).toBeGreaterThan(1));
    expect(within(log).getAllByText('Here is the answer')).toHaveLength(1);
  });

  it('does not double when the live event overtakes the answer', async () => {
    const { server, maya, user } = atMaya();
    const { gate, open } = later();
    server.answer('POST', '/send', async (seen) => {
      // Stored and told by event now; the answer comes later.
      const { message } = server.store(maya.id, seen);
      await gate;
      return Response.json(message, { status: 201 });
    });
    const reads = () => server.seen.filter(({ path }) => path.endsWith('/messages')).length;
    await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'Overtaken{Enter}');
    const before = reads();
    await waitFor(() => expect(reads()).toBeGreaterThan(before));
    const log = screen.getByRole('log');
    await waitFor(() => expect(within(log).getAllByText('Overtaken')).toHaveLength(1));
    open();
    await waitFor(() => expect(within(log).getAllByText('Overtaken')).toHaveLength(1));
  });

  it('sends two equal texts as two messages with two keys', async () => {
    const { server, maya, user } = atMaya();
    const box = await screen.findByRole('textbox', { name: 'Message' });
    await user.type(box, 'ok{Enter}');
    await user.type(box, 'ok{Enter}');
    await waitFor(() => expect(server.threads.get(maya.id)).toHaveLength(3));
    const keys = server.sent('/send').map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
    await waitFor(() => expect(within(screen.getByRole('log')).getAllByText('ok')).toHaveLength(2));
  });

  it('keeps the text of a failed send, says why, and tries again with the same key', async () => {
    const { server, maya, user } = atMaya();
    let fails = true;
    server.answer('POST', '/send', (seen) =>
      fails ? problem(503, 'SERVICE_UNAVAILABLE') : Response.json(server.store(maya.id, seen).message, { status: 201 }),
    );
    await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'Not lost{Enter}');
    expect(await screen.findByText('Not sent: The server is busy; try again in a minute. Your text is kept.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy' })).toBeTruthy();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(server.threads.get(maya.id)).toHaveLength(2));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Retry' })).toBeNull());
    const [first, second] = server.sent('/send').map(({ headers }) => headers.get('idempotency-key'));
    expect(first).toBe(second);
    expect(within(screen.getByRole('log')).getAllByText('Not lost')).toHaveLength(1);
  });

  it('finds a send that a reload interrupted, and retries it safely', async () => {
    const { server, user, unmount, maya } = atMaya();
    server.answer('POST', '/send', () => new Promise<Response>(() => undefined));
    await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'In between{Enter}');
    await waitFor(() => expect(server.sent('/send')).toHaveLength(1));
    unmount();
    reloadOutgoing();
    renderInbox(server, `/c/${maya.id}?tab=mine`);
    expect(await screen.findByText(/The page was closed before the server answered/)).toBeTruthy();
    expect(screen.getByText('In between')).toBeTruthy();
  });

  it('starts a new line with Shift+Enter and sends nothing blank', async () => {
    const { server, user } = atMaya();
    const box = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
    await user.type(box, '   {Enter}');
    expect(server.sent('/send')).toHaveLength(0);
    await user.clear(box);
    await user.type(box, 'one{Shift>}{Enter}{/Shift}two');
    expect(box.value).toBe('one\ntwo');
  });

  it('never shows a draft in another conversation, and brings it back in its own', async () => {
    const { server, user, maya } = atMaya();
    server.add(aConversation({ contact: { name: 'Tomás Rivera' } }), [{ text: 'Hola' }]);
    await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'only for Maya');
    await user.click(await screen.findByRole('link', { name: /Tomás Rivera/ }));
    await screen.findByRole('log', { name: 'Tomás Rivera' });
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }).value).toBe('');
    expect(within(screen.getByRole('list', { name: 'Conversations' })).getByText('Draft: only for Maya')).toBeTruthy();
    await user.click(screen.getByRole('link', { name: new RegExp(maya.contact.name) }));
    await screen.findByRole('log', { name: 'Maya Okafor' });
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }).value).toBe('only for Maya');
  });
});
