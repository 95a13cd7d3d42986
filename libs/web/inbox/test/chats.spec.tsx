import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { aConversation, FakeServer, jonas, problem } from './fake-server.js';
import { leaveInbox, renderInbox } from './render-inbox.js';

const aWaiting = (name: string, minutes = 6) =>
  aConversation({
    contact: { name },
    chat: { status: 'waiting', waitingSince: new Date(Date.now() - (minutes + 0.5) * 60_000).toISOString() },
    unreadCount: 2,
  });

describe('the list', () => {
  afterEach(leaveInbox);

  it('says in each row who it is, how it stands, how long they wait and what is unread', async () => {
    const server = new FakeServer();
    server.add(aWaiting('Tomás Rivera'));
    renderInbox(server, '/?tab=waiting');
    const row = await within(await screen.findByRole('list', { name: 'Conversations' })).findByRole('link');
    expect(row.textContent).toContain('Tomás Rivera');
    expect(within(row).getByText('Waiting for a person')).toBeTruthy();
    expect(within(row).getByText('waiting 6m')).toBeTruthy();
    expect(within(row).getByText('2 unread')).toBeTruthy();
    expect(within(row).getByText('Hello?')).toBeTruthy();
  });

  it('marks a window that ends within four hours, in words for everybody', async () => {
    const server = new FakeServer();
    server.add(aConversation({ serviceWindowExpiresAt: new Date(Date.now() + 124.5 * 60_000).toISOString() }));
    renderInbox(server, '/?tab=mine');
    expect(await screen.findByText(/Free reply ends in 2 h 4 min/)).toBeTruthy();
  });

  it('writes who wrote last and how far it came', async () => {
    const server = new FakeServer();
    server.add(
      aConversation({ lastMessage: { preview: 'On its way', author: 'agent', at: new Date().toISOString(), status: 'delivered' } }),
    );
    renderInbox(server, '/?tab=mine');
    expect(await screen.findByText('You: On its way')).toBeTruthy();
    expect(screen.getByText('delivered')).toBeTruthy();
  });

  it('names the tabs with live counts and follows the server without a reload', async () => {
    const server = new FakeServer();
    server.add(aConversation());
    renderInbox(server, '/?tab=waiting');
    expect(await screen.findByText('Nobody is waiting')).toBeTruthy();
    const tomas = aWaiting('Tomás Rivera');
    server.add(tomas);
    server.emit('conversation.updated', { conversationId: tomas.id });
    expect(await screen.findByRole('link', { name: /Tomás Rivera/ }, { timeout: 3_000 })).toBeTruthy();
    expect(await screen.findByText('1 waiting, longest 6 min')).toBeTruthy();
    expect(screen.getByRole('tab', { name: /^Waiting/ }).textContent).toContain('1');
  });

  it('opens the tab with work in it when the address names none', async () => {
    const server = new FakeServer();
    server.add(aWaiting('Tomás Rivera'));
    renderInbox(server, '/');
    await waitFor(() => expect(screen.getByRole('tab', { name: /^Waiting/ }).getAttribute('aria-selected')).toBe('true'));
  });

  it('says that nobody was found, and how to search', async () => {
    const server = new FakeServer();
    server.add(aConversation());
    const { user } = renderInbox(server, '/?tab=all');
    await user.type(await screen.findByRole('searchbox', { name: 'Search people' }), 'zzz');
    expect(await screen.findByText('Nobody found for “zzz”')).toBeTruthy();
  });

  it('says what happened when the list cannot be loaded, and offers another try', async () => {
    const server = new FakeServer();
    server.answer('GET', '/api/admin/conversations', () => problem(503, 'SERVICE_UNAVAILABLE'));
    renderInbox(server, '/?tab=all');
    expect(await screen.findByText(/The list could not be loaded/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});

describe('a chat', () => {
  afterEach(leaveInbox);

  it('is accepted with one click and is ready to write in', async () => {
    const server = new FakeServer();
    const tomas = server.add(aWaiting('Tomás Rivera'), [{ text: 'Hola' }]);
    const { user } = renderInbox(server, `/c/${tomas.id}?tab=waiting`);
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Message' })));
  });

  it('tells who was faster', async () => {
    const server = new FakeServer();
    const tomas = server.add(aWaiting('Tomás Rivera'), [{ text: 'Hola' }]);
    const { user } = renderInbox(server, `/c/${tomas.id}?tab=waiting`);
    const accept = await screen.findByRole('button', { name: 'Accept' });
    server.answer('POST', '/accept', () => {
      server.change(tomas.id, { chat: tomas.chat && { ...tomas.chat, status: 'active', agent: jonas } });
      return problem(409, 'CHAT_ALREADY_TAKEN');
    });
    await user.click(accept);
    expect(await screen.findByText('Jonas took it. The chat stays with them.')).toBeTruthy();
    expect(screen.getByText('This chat is with Jonas.')).toBeTruthy();
  });

  it('ends with one click, can be undone from the toast, and says until when', async () => {
    const server = new FakeServer();
    const maya = server.add(aConversation(), [{ text: 'Bye' }]);
    server.answer('POST', '/undo-end', () => Response.json(server.change(maya.id, { chat: maya.chat, isChatSupport: true })));
    const { user } = renderInbox(server, `/c/${maya.id}?tab=mine`);
    await user.click(await screen.findByRole('button', { name: 'End Chat' }));
    expect(await screen.findByText('Chat with Maya Okafor ended.')).toBeTruthy();
    expect(server.sent('/end')[0]?.body).toEqual({ undoSeconds: 8, chatId: maya.chat?.id });
    expect(screen.getByRole('button', { name: 'Start Chat' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('The chat with Maya Okafor goes on. No closing message was sent.')).toBeTruthy();
    expect(await screen.findByRole('button', { name: 'End Chat' })).toBeTruthy();
  });

  it('offers no way back from an end that was over before', async () => {
    const maya = aConversation();
    const server = new FakeServer();
    server.add(maya);
    server.answer('POST', '/chat-support/end', () =>
      Response.json(server.change(maya.id, { chat: null, isChatSupport: false, endedChats: 1 })),
    );
    const { user } = renderInbox(server, `/c/${maya.id}?tab=mine`);
    await user.click(await screen.findByRole('button', { name: /^End Chat/ }));
    await waitFor(() => expect(server.sent('/end')).toHaveLength(1));
    expect(await screen.findByRole('button', { name: /^Start Chat/ })).toBeTruthy();
    expect(screen.queryByText('Chat with Maya Okafor ended.')).toBeNull();
  });

  it('is undone by Z and ended by E, but never by letters in a text', async () => {
    const server = new FakeServer();
    const maya = server.add(aConversation(), [{ text: 'Bye' }]);
    server.answer('POST', '/undo-end', () => Response.json(server.change(maya.id, { chat: maya.chat, isChatSupport: true })));
    const { user } = renderInbox(server, `/c/${maya.id}?tab=mine`);
    await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'eze');
    expect(server.sent('/end')).toHaveLength(0);
    await user.keyboard('{Escape}');
    await user.keyboard('e');
    await screen.findByText('Chat with Maya Okafor ended.');
    expect(screen.getByText(/Your draft is kept/)).toBeTruthy();
    await user.keyboard('z');
    await waitFor(() => expect(server.sent('/undo-end')).toHaveLength(1));
  });

  it('tells the agent when the customer writes and the end is taken back by itself', async () => {
    const server = new FakeServer();
    const maya = server.add(aConversation(), [{ text: 'Bye' }]);
    const { user } = renderInbox(server, `/c/${maya.id}?tab=mine`);
    await user.click(await screen.findByRole('button', { name: 'End Chat' }));
    await screen.findByText('Chat with Maya Okafor ended.');
    server.change(maya.id, { chat: maya.chat, isChatSupport: true });
    expect(await screen.findByText('Maya Okafor wrote again, so the chat goes on with you.')).toBeTruthy();
  });

  it('asks before it ends a colleague’s chat', async () => {
    const server = new FakeServer();
    const lina = server.add(aConversation({ contact: { name: 'Lina' }, chat: { agent: jonas } }), [{ text: 'Hi' }]);
    const { user } = renderInbox(server, `/c/${lina.id}?tab=all`);
    await user.click(await screen.findByRole('button', { name: 'End Chat' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'End Jonas’s chat?' });
    expect(server.sent('/end')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'End Chat' }));
    await waitFor(() => expect(server.sent('/end')).toHaveLength(1));
  });

  it('takes the next one and opens it, or says that nobody waits any more', async () => {
    const server = new FakeServer();
    const tomas = server.add(aWaiting('Tomás Rivera'), [{ text: 'Hola' }]);
    const { user } = renderInbox(server, '/?tab=waiting');
    await user.click(await screen.findByRole('button', { name: 'Take next' }));
    expect(await screen.findByText('Nobody is waiting any more.')).toBeTruthy();
    server.answer('POST', '/queue/next', () => Response.json(server.change(tomas.id, { chat: aConversation().chat })));
    await user.click(screen.getByRole('button', { name: 'Take next' }));
    expect(await screen.findByRole('log', { name: 'Tomás Rivera' })).toBeTruthy();
  });

  it('replaces the box by words when the window is closed, and keeps the draft', async () => {
    const server = new FakeServer();
    const maya = server.add(aConversation(), [{ text: 'Hi' }]);
    const { user } = renderInbox(server, `/c/${maya.id}?tab=mine`);
    await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'half a reply');
    server.change(maya.id, { serviceWindowExpiresAt: new Date(Date.now() - 60_000).toISOString() });
    expect(await screen.findByText('The 24-hour window is closed')).toBeTruthy();
    expect(screen.getByText(/Your draft is kept/)).toBeTruthy();
    server.change(maya.id, { serviceWindowExpiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })).value).toBe('half a reply');
  });

  it('is marked read once its newest message was on screen for a second', async () => {
    const server = new FakeServer();
    const maya = server.add(aConversation({ unreadCount: 1 }), [{ text: 'One' }]);
    renderInbox(server, `/c/${maya.id}?tab=mine`);
    expect(await screen.findByText('1 new')).toBeTruthy();
    expect(server.sent('/read')).toHaveLength(0);
    await waitFor(() => expect(server.sent('/read')[0]?.body).toEqual({ upTo: server.threads.get(maya.id)?.[0]?.id }), { timeout: 3_000 });
  });

  it('shows a conversation that does not exist as a screen with a way back', async () => {
    renderInbox(new FakeServer(), '/c/10000000-0000-4000-8000-999999999999');
    expect(await screen.findByText('This conversation does not exist')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Back to the inbox' })).toBeTruthy();
  });

  it('goes through the list by J and K, to tabs by digits and to the keys by ?', async () => {
    const server = new FakeServer();
    const names = ['First', 'Second', 'Third'];
    for (const name of names) server.add(aConversation({ contact: { name } }), [{ text: name }]);
    const { user } = renderInbox(server, '/?tab=mine');
    await screen.findByRole('link', { name: /First/ });
    await user.keyboard('j');
    expect(await screen.findByRole('log', { name: 'First' })).toBeTruthy();
    await user.keyboard('j');
    expect(await screen.findByRole('log', { name: 'Second' })).toBeTruthy();
    await user.keyboard('k');
    expect(await screen.findByRole('log', { name: 'First' })).toBeTruthy();
    await user.keyboard('3');
    await waitFor(() => expect(screen.getByRole('tab', { name: /^All/ }).getAttribute('aria-selected')).toBe('true'));
    await user.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keys' })).toBeTruthy();
  });
});
