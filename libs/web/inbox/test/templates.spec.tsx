import { afterEach, describe, expect, it } from '@jest/globals';
import { act, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import type { Template, TemplatePage } from '../src/api/schema.js';
import { aConversation, ana, type ConversationOverrides, FakeServer, jonas, problem } from './fake-server.js';
import { leaveInbox, renderInbox } from './render-inbox.js';

const orderUpdate: Template = {
  id: '20000000-0000-4000-8000-000000000001',
  name: 'order_update',
  language: 'en_US',
  category: 'utility',
  status: 'approved',
  quality: 'high',
  sendable: true,
  reason: null,
  header: { kind: 'text', text: 'Order {{1}}' },
  body: 'Hi {{1}}, there is news about your order.',
  footer: 'Customer service',
  buttons: [{ kind: 'quick-reply', title: 'Tell me' }],
  parameters: [
    { key: 'header.1', part: 'header', name: '1', example: '1042', maxLength: 60 },
    { key: 'body.1', part: 'body', name: '1', example: 'Maya', maxLength: 1024 },
  ],
};
const offer: Template = {
  ...orderUpdate,
  id: '20000000-0000-4000-8000-000000000002',
  name: 'autumn_offer',
  category: 'marketing',
  quality: 'low',
  header: null,
  body: 'Everything is cheaper.',
  parameters: [],
};
const paused: Template = {
  ...offer,
  id: '20000000-0000-4000-8000-000000000003',
  name: 'winter_offer',
  sendable: false,
  reason: 'It is paused',
};

const page = (items: readonly Template[], sync: Partial<TemplatePage['sync']> = {}): TemplatePage => ({
  items: [...items],
  nextCursor: null,
  sync: { syncedAt: '2026-11-23T09:00:00.000Z', triedAt: null, error: null, ...sync },
});

const outside = (overrides: ConversationOverrides = {}, items: readonly Template[] = [orderUpdate, offer, paused]) => {
  const server = new FakeServer();
  const maya = server.add(aConversation({ chat: null, serviceWindowExpiresAt: '2026-01-01T00:00:00.000Z', endedChats: 1, ...overrides }), [
    { text: 'Long ago' },
  ]);
  server.answer('GET', '/api/admin/templates', ({ search }) =>
    Response.json(page(items.filter(({ name }) => name.includes(search.get('search') ?? '')))),
  );
  return { server, maya, ...renderInbox(server, `/c/${maya.id}?tab=all`) };
};
type Rendered = ReturnType<typeof outside>;

const openPicker = async ({ user }: Rendered) => {
  await user.click(await screen.findByRole('button', { name: 'Send a template' }));
  return screen.findByRole('dialog', { name: 'Template for Maya Okafor' });
};
const choose = async (rendered: Rendered, name: RegExp) => {
  const dialog = await openPicker(rendered);
  await rendered.user.click(await within(dialog).findByRole('button', { name }));
  return dialog;
};

describe('a template outside the window', () => {
  afterEach(leaveInbox);

  it('is chosen, filled, seen and sent once, by keyboard alone; the bubble stands in the thread', async () => {
    const rendered = outside();
    const { server, maya, user } = rendered;
    server.answer('POST', '/send-template', () => {
      server.change(maya.id, { chat: aConversation().chat, isChatSupport: true });
      return Response.json(
        server.push(maya.id, { direction: 'outbound', author: 'agent', agent: ana, type: 'template', text: 'Hi Maya', status: 'queued' }),
        { status: 201 },
      );
    });
    const opener = await screen.findByRole('button', { name: 'Send a template' });
    act(() => opener.focus());
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Template for Maya Okafor' });
    const search = within(dialog).getByRole('searchbox', { name: 'Search templates' });
    await waitFor(() => expect(document.activeElement).toBe(search));
    await within(dialog).findByRole('button', { name: /order_update/ });
    await user.keyboard('{Tab}{Enter}');
    const heading = await within(dialog).findByRole('textbox', { name: 'Heading: 1' });
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(within(dialog).getByText('Such as: 1042')).toBeTruthy();
    await user.keyboard('1042{Tab}Maya');
    expect(within(dialog).getByRole('figure', { name: 'What the customer gets' }).textContent).toContain(
      'Order 1042Hi Maya, there is news about your order.Customer serviceTell me',
    );
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const sent = server.seen.filter(({ path }) => path.endsWith('/send-template'));
    expect(sent.map(({ body }) => body)).toEqual([{ templateId: orderUpdate.id, parameters: { 'header.1': '1042', 'body.1': 'Maya' } }]);
    expect(sent[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/);
    expect(within(screen.getByRole('log')).getAllByText('Hi Maya')).toHaveLength(1);
  });

  describe('with a picture above its text', () => {
    const photo: Template = {
      ...orderUpdate,
      id: '20000000-0000-4000-8000-000000000004',
      name: 'delivery_photo',
      header: { kind: 'image', fileTypes: ['image/jpeg', 'image/png'], maxFileBytes: 5 * 1024 * 1024 },
      parameters: [],
    };
    /** A file of jsdom's, which Node's own requests can read. */
    const png = (bytes = 10): File =>
      Object.defineProperty(new File([new Uint8Array(bytes)], 'door.png', { type: 'image/png' }), 'stream', {
        value: () => new Response(new Uint8Array(bytes)).body,
      });

    it('is sent with the file that was chosen, and not before one is', async () => {
      const rendered = outside({}, [photo]);
      const { server, maya, user } = rendered;
      server.answer('POST', '/send-template-file', () =>
        Response.json(
          server.push(maya.id, { direction: 'outbound', author: 'agent', agent: ana, type: 'template', text: 'Look', status: 'queued' }),
          { status: 201 },
        ),
      );
      const dialog = await choose(rendered, /delivery_photo/);
      await user.click(await within(dialog).findByRole('button', { name: 'Send template' }));
      const field = within(dialog).getByLabelText('Picture above the text (JPEG or PNG)');
      expect(await within(dialog).findByText('Choose a picture: it stands above the text.')).toBeTruthy();
      expect(field.getAttribute('aria-invalid')).toBe('true');
      await user.upload(field, png());
      await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('false'));
      await user.click(within(dialog).getByRole('button', { name: 'Send template' }));
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      const [sent] = server.seen.filter(({ path }) => path.includes('/send-template'));
      expect(sent?.path.endsWith('/send-template-file')).toBe(true);
      expect(sent?.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/);
    });

    it('says what is wrong with the file, before it travels and when the server finds it', async () => {
      const rendered = outside({}, [photo]);
      const { server, user } = rendered;
      server.answer('POST', '/send-template-file', () =>
        Response.json(
          { status: 400, code: 'MEDIA_NOT_SENDABLE', detail: 'The file is not what it says it is', requestId: 'r' },
          { status: 400 },
        ),
      );
      const dialog = await choose(rendered, /delivery_photo/);
      const field = await within(dialog).findByLabelText('Picture above the text (JPEG or PNG)');
      await user.upload(field, png(5 * 1024 * 1024 + 1));
      expect(await within(dialog).findByText('This file is too large: WhatsApp takes 5 MB.')).toBeTruthy();
      await user.upload(field, png());
      await user.click(within(dialog).getByRole('button', { name: 'Send template' }));
      expect(await within(dialog).findByText('The file is not what it says it is')).toBeTruthy();
      expect(server.seen.filter(({ path }) => path.includes('/send-template'))).toHaveLength(1);
    });
  });

  it('asks for those of the customer’s language first', async () => {
    const rendered = outside({ contact: { language: 'pt-BR' } });
    await openPicker(rendered);
    await waitFor(() => expect(rendered.server.seen.some(({ path }) => path.includes('/api/admin/templates'))).toBe(true));
    const asked = rendered.server.seen.filter(({ path }) => path.includes('/api/admin/templates'));
    expect(asked.map(({ search }) => search.get('preferredLanguage'))).toContain('pt-BR');
  });

  it('says what each is charged as, and why one cannot be sent', async () => {
    const rendered = outside();
    const dialog = await openPicker(rendered);
    const list = await within(dialog).findByRole('list', { name: 'Templates' });
    expect(await within(list).findByRole('button', { name: /autumn_offer.*Marketing.*en_US.*Low quality/ })).toBeTruthy();
    expect(within(list).getByText('It is paused')).toBeTruthy();
    expect(within(list).queryByRole('button', { name: /winter_offer/ })).toBeNull();
    await rendered.user.click(within(list).getByRole('button', { name: /autumn_offer/ }));
    expect(await within(dialog).findByText(/charges it as marketing/)).toBeTruthy();
  });

  it('shows what the server finds wrong beside its field, and sends again under the same key what has not changed', async () => {
    const rendered = outside();
    const { server, user } = rendered;
    const wrong = { field: 'parameters.body.1', message: 'the value must not be empty' };
    server.answer('POST', '/send-template', () =>
      Response.json({ status: 400, code: 'VALIDATION_FAILED', detail: 'x', errors: [wrong], requestId: 'r' }, { status: 400 }),
    );
    const dialog = await choose(rendered, /order_update/);
    await user.type(await within(dialog).findByRole('textbox', { name: 'Heading: 1' }), '1042');
    await user.click(within(dialog).getByRole('button', { name: 'Send template' }));
    const name = within(dialog).getByRole('textbox', { name: 'Text: 1' });
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
    expect(within(dialog).getByText('the value must not be empty')).toBeTruthy();
    await user.type(name, 'Maya');
    expect(within(dialog).queryByText('the value must not be empty')).toBeNull();
    server.answer('POST', '/send-template', () => problem(503, 'SERVICE_UNAVAILABLE'));
    await user.click(within(dialog).getByRole('button', { name: 'Send template' }));
    expect((await within(dialog).findByRole('alert')).textContent).toBe('Not sent: The server is busy; try again in a minute.');
    await user.click(within(dialog).getByRole('button', { name: 'Send template' }));
    await waitFor(() => expect(server.seen.filter(({ path }) => path.endsWith('/send-template'))).toHaveLength(3));
    const keys = server.seen.filter(({ path }) => path.endsWith('/send-template')).map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[1]).toBe(keys[2]);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('is found by its name, and the list is read again from WhatsApp on demand, with what went wrong', async () => {
    const rendered = outside();
    const { server, user } = rendered;
    const dialog = await openPicker(rendered);
    await within(dialog).findByRole('button', { name: /order_update/ });
    await user.type(within(dialog).getByRole('searchbox', { name: 'Search templates' }), 'autumn');
    await waitFor(() => expect(within(dialog).queryByRole('button', { name: /order_update/ })).toBeNull());
    expect(within(dialog).getByRole('button', { name: /autumn_offer/ })).toBeTruthy();
    server.answer('POST', '/templates/sync', () => Response.json({ syncedAt: null, triedAt: null, error: 'x' }));
    server.answer('GET', '/api/admin/templates', () => Response.json(page([], { error: 'WhatsApp could not be reached' })));
    await user.click(within(dialog).getByRole('button', { name: 'Read again' }));
    expect(await within(dialog).findByText(/The last try failed: WhatsApp could not be reached\./)).toBeTruthy();
    expect(await within(dialog).findByText('No template with “autumn”.')).toBeTruthy();
  });

  it.each<[string, ConversationOverrides, string]>([
    ['a colleague has the chat', { chat: { agent: jonas } }, 'This chat is with Jonas.'],
    ['the customer wants none', { contact: { optedOutAt: '2026-11-01T00:00:00.000Z' } }, 'wants no messages they did not ask for'],
  ])('is not offered where %s', async (_, overrides, words) => {
    outside(overrides);
    expect(await screen.findByText(new RegExp(words))).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send a template' })).toBeNull();
  });

  it('is offered to a customer who has never written', async () => {
    outside({ serviceWindowExpiresAt: null, endedChats: 0 });
    expect(await screen.findByText('Maya Okafor has not written yet')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Send a template' })).toBeTruthy();
  });

  it('has no violation of accessibility in the list and in the form', async () => {
    const violations = async (): Promise<string[]> => {
      const result = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
      return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
    };
    const rendered = outside();
    const dialog = await openPicker(rendered);
    await within(dialog).findByRole('button', { name: /order_update/ });
    expect(await violations()).toEqual([]);
    await rendered.user.click(within(dialog).getByRole('button', { name: /order_update/ }));
    await within(dialog).findByRole('textbox', { name: 'Text: 1' });
    expect(await violations()).toEqual([]);
  });
});
