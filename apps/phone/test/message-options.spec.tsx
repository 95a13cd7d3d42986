import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PhonePage } from '../src/stage/phone-page.js';
import { MAYA, message } from './people.js';
import { SimulatorStandIn } from './stand-in.js';

let simulator: SimulatorStandIn;
beforeEach(() => {
  simulator = new SimulatorStandIn();
  simulator.customers = [MAYA];
  simulator.install();
});
afterEach(cleanup);

const thread = () => screen.findByRole('log', { name: 'Chat with Brightside Tutors' });

describe('what can be done with a message', () => {
  const mine = message({ direction: 'inbound', text: 'My lamp', at: new Date().toISOString() });
  const theirs = message({ id: 'wamid.2', text: 'Which lamp?' });
  const sent = () => simulator.calls.map(({ path, body }) => [path.slice(path.lastIndexOf('/')), body]);
  const openOptions = async (words: string) => {
    await userEvent.pointer({ keys: '[MouseRight]', target: await screen.findByText(words) });
    return within(screen.getByRole('dialog', { name: 'Message' }));
  };

  it('is answered, quoted while it is written, and told to WhatsApp', async () => {
    simulator.messages = [mine, theirs];
    render(<PhonePage />);
    await userEvent.click((await openOptions('Which lamp?')).getByRole('button', { name: 'Reply' }));
    const box = screen.getByRole('textbox', { name: 'Message' });
    expect(document.activeElement).toBe(box);
    expect(screen.getAllByText('Which lamp?')).toHaveLength(2);
    await userEvent.keyboard('The blue one{Enter}');
    await userEvent.type(box, 'and nothing more{Enter}');
    expect(sent()).toEqual([
      ['/say', { text: 'The blue one', contextId: 'wamid.2' }],
      ['/say', { text: 'and nothing more' }],
    ]);
  });

  it('gets a reaction, and loses it by the same one', async () => {
    simulator.messages = [mine, theirs];
    render(<PhonePage />);
    await userEvent.click((await openOptions('Which lamp?')).getByRole('button', { name: 'Heart' }));
    const reaction = { message_id: 'wamid.2', emoji: '❤️' };
    act(() =>
      simulator.emit('message', {
        type: 'message',
        message: message({ id: 'wamid.3', direction: 'inbound', type: 'reaction', text: '❤️', wire: { reaction }, seq: 3 }),
      }),
    );
    expect(within(await thread()).getByText('❤️')).toBeTruthy();
    const options = await openOptions('Which lamp?');
    expect(options.getByRole('button', { name: 'Heart' }).getAttribute('aria-pressed')).toBe('true');
    await userEvent.click(options.getByRole('button', { name: 'Heart' }));
    expect(sent()).toEqual([
      ['/send', { type: 'reaction', reaction }],
      ['/send', { type: 'reaction', reaction: { ...reaction, emoji: '' } }],
    ]);
  });

  it('is corrected by the one who wrote it, within a quarter of an hour, and Escape leaves it as it was', async () => {
    simulator.messages = [
      mine,
      theirs,
      message({ id: 'wamid.4', direction: 'inbound', text: 'An old one', at: new Date(Date.now() - 3 * 86_400_000).toISOString() }),
    ];
    render(<PhonePage />);
    expect((await openOptions('Which lamp?')).queryByRole('button', { name: 'Edit' })).toBeNull();
    await userEvent.keyboard('{Escape}');
    expect((await openOptions('An old one')).queryByRole('button', { name: /Edit|Delete/ })).toBeNull();
    await userEvent.keyboard('{Escape}');
    await userEvent.click((await openOptions('My lamp')).getByRole('button', { name: 'Edit' }));
    const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
    expect(box.value).toBe('My lamp');
    await userEvent.type(box, '{Escape}');
    expect([box.value, simulator.calls]).toEqual(['', []]);
    await userEvent.click((await openOptions('My lamp')).getByRole('button', { name: 'Edit' }));
    await userEvent.type(box, ' is blue{Enter}');
    const edit = { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'My lamp is blue' } } };
    expect(sent()).toEqual([['/send', { type: 'edit', edit }]]);
    act(() =>
      simulator.emit('message', {
        type: 'message',
        message: message({ id: 'wamid.5', direction: 'inbound', type: 'edit', text: null, wire: { edit } }),
      }),
    );
    const log = await thread();
    expect(within(log).getByText('My lamp is blue')).toBeTruthy();
    expect(within(log).getByText('Edited')).toBeTruthy();
    expect(within(log).queryByText('My lamp')).toBeNull();
  });

  it('is deleted for everyone, and nothing more can be done with it', async () => {
    simulator.messages = [mine];
    render(<PhonePage />);
    await userEvent.click((await openOptions('My lamp')).getByRole('button', { name: 'Delete for everyone' }));
    const revoke = { original_message_id: 'wamid.1' };
    expect(sent()).toEqual([['/send', { type: 'revoke', revoke }]]);
    act(() =>
      simulator.emit('message', {
        type: 'message',
        message: message({ id: 'wamid.5', direction: 'inbound', type: 'revoke', text: null, wire: { revoke } }),
      }),
    );
    expect(within(await thread()).getByText('You deleted this message')).toBeTruthy();
    expect(screen.queryByText('My lamp')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Message options' })).toBeNull();
  });

  it('leaves what was being written as it was, whichever way a correction ends', async () => {
    simulator.messages = [mine, theirs];
    render(<PhonePage />);
    const box = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
    await userEvent.type(box, 'Half a thought');
    const choose = async (words: string, name: string) => userEvent.click((await openOptions(words)).getByRole('button', { name }));
    await choose('My lamp', 'Edit');
    await choose('Which lamp?', 'Reply');
    expect(box.value).toBe('Half a thought');
    await choose('My lamp', 'Edit');
    fireEvent.keyDown(box, { key: 'Escape', isComposing: true });
    expect(box.value).toBe('My lamp');
    await userEvent.click(screen.getByRole('button', { name: 'Stop editing' }));
    expect(box.value).toBe('Half a thought');
    await choose('My lamp', 'Edit');
    await userEvent.type(box, ' is blue{Enter}');
    expect(box.value).toBe('Half a thought');
    await choose('My lamp', 'Edit');
    const wire = { revoke: { original_message_id: 'wamid.1' } };
    act(() =>
      simulator.emit('message', {
        type: 'message',
        message: message({ id: 'wamid.5', direction: 'inbound', type: 'revoke', text: null, wire }),
      }),
    );
    expect(screen.queryByText('Edit message')).toBeNull();
    expect(box.value).toBe('Half a thought');
  });

  it('opens under a finger that trembles, not under one that scrolls, and gives the focus back though Android tells twice', async () => {
    simulator.messages = [theirs];
    render(<PhonePage />);
    const words = await screen.findByText('Which lamp?');
    const box = screen.getByRole('textbox', { name: 'Message' });
    box.focus();
    const touch = async (clientY: number) => {
      // Jest's jsdom knows no PointerEvent with a place.
      const event = (type: string, y: number) =>
        Object.assign(new MouseEvent(type, { bubbles: true, clientX: 50, clientY: y }), { pointerType: 'touch' });
      fireEvent(words, event('pointerdown', 50));
      fireEvent(words, event('pointermove', clientY));
      await act(() => new Promise((done) => setTimeout(done, 550)));
    };
    await touch(90);
    expect(screen.queryByRole('dialog')).toBeNull();
    await touch(54);
    screen.getByRole('dialog', { name: 'Message' });
    fireEvent.contextMenu(words);
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(box);
  });

  it('closes when the message goes, and the chat is within reach again', async () => {
    simulator.messages = [mine, theirs];
    render(<PhonePage />);
    await openOptions('Which lamp?');
    const below = screen.getByRole('textbox', { name: 'Message', hidden: true }).closest('[inert]');
    expect(below).not.toBeNull();
    act(() => simulator.emit('message', { type: 'message', message: { ...theirs, status: 'failed', seq: theirs.seq + 1 } }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(below?.hasAttribute('inert')).toBe(false);
    act(() => simulator.emit('message', { type: 'message', message: { ...theirs, seq: theirs.seq + 2 } }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is forwarded with its words as they are now, and shown as forwarded', async () => {
    const context = { forwarded: true };
    simulator.messages = [mine, message({ id: 'wamid.6', direction: 'inbound', text: 'From a friend', wire: { context } })];
    render(<PhonePage />);
    expect(within(await thread()).getByText('Forwarded')).toBeTruthy();
    await userEvent.click((await openOptions('My lamp')).getByRole('button', { name: 'Forward' }));
    expect(sent()).toEqual([['/send', { type: 'text', text: 'My lamp', forwarded: true }]]);
  });

  it('is reached by keyboard: one stop, arrows between the messages, Escape back to where it was', async () => {
    simulator.messages = [mine, theirs];
    render(<PhonePage />);
    await thread();
    const [first, last] = screen.getAllByRole('button', { name: 'Message options' });
    expect([first?.tabIndex, last?.tabIndex]).toEqual([-1, 0]);
    last?.focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(first);
    await userEvent.keyboard('{Enter}');
    expect(screen.getByRole('dialog', { name: 'Message' }).textContent).toContain('My lamp');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(first);
  });
});

describe('attaching', () => {
  it('sends what is ready-made, as it stands on Meta’s wire, and a file of this computer as its kind', async () => {
    render(<PhonePage />);
    const attach = await screen.findByRole('button', { name: 'Attach' });
    for (const name of ['Photo', 'Voice message', 'Document', 'Location', 'Contact', 'Sticker']) {
      await userEvent.click(attach);
      await userEvent.click(screen.getByRole('button', { name }));
      expect(screen.queryByRole('dialog')).toBeNull();
    }
    for (const [name, type] of [
      ['a.png', 'image/png'],
      ['b.zip', 'application/zip'],
    ] as const) {
      await userEvent.click(attach);
      await userEvent.upload(screen.getByLabelText('File to send'), new File(['x'], name, { type }));
    }
    await screen.findByRole('button', { name: 'Attach' });
    await waitFor(() => expect(simulator.calls).toHaveLength(8));
    expect(simulator.calls.map(({ body }) => body)).toEqual([
      { type: 'image', image: {} },
      { type: 'audio', audio: {} },
      { type: 'document', document: { filename: 'sample.pdf' } },
      { type: 'location', location: expect.objectContaining({ latitude: 51.5079, name: 'London Bridge' }) },
      { type: 'contacts', contacts: [expect.objectContaining({ phones: [expect.objectContaining({ phone: '+44 7700 900245' })] })] },
      { type: 'sticker', sticker: {} },
      { type: 'image', image: { data: 'eA==', mimeType: 'image/png' } },
      { type: 'document', document: { data: 'eA==', mimeType: 'application/zip', filename: 'b.zip' } },
    ]);
  });
});

describe('a template', () => {
  it('shows the place above its words; quick replies are tapped, pages opened', async () => {
    const place = { latitude: 51.5, longitude: -0.1, name: 'The shop', address: 'High Street' };
    const header = { type: 'header', parameters: [{ type: 'location', location: place }] };
    simulator.messages = [
      message({
        type: 'template',
        text: 'It has left.',
        wire: { template: { components: [header] } },
        choices: [{ id: 'payload', title: 'Call me' }],
        actions: [{ title: 'Track order', opens: 'https://example.com/orders/1042' }],
      }),
    ];
    render(<PhonePage />);
    const log = await thread();
    for (const words of ['The shop', 'High Street', 'It has left.']) expect(within(log).getByText(words)).toBeTruthy();
    expect(within(log).getByRole('link', { name: 'Track order' }).getAttribute('href')).toBe('https://example.com/orders/1042');
    await userEvent.click(within(log).getByRole('button', { name: 'Call me' }));
    expect(simulator.calls).toMatchObject([{ body: { id: 'payload', messageId: 'wamid.1' } }]);
  });
});

describe('a code to copy', () => {
  it('stands selected below the button where the browser has no clipboard', async () => {
    simulator.messages = [message({ type: 'template', text: 'Your code', actions: [{ title: 'Copy code', copies: 'SAVE10' }] })];
    render(<PhonePage />);
    const button = await screen.findByRole('button', { name: 'Copy code' });
    // fireEvent, since userEvent would bring a clipboard along.
    const clipboard = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    fireEvent.click(button);
    const field = await screen.findByLabelText<HTMLInputElement>(/Copy it by hand/);
    if (clipboard) Object.defineProperty(navigator, 'clipboard', clipboard);
    else Reflect.deleteProperty(navigator, 'clipboard');
    expect(document.activeElement).toBe(field);
    expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe('SAVE10');
  });
});

describe('the profile', () => {
  it('changes the name and what the business sees, never the number', async () => {
    render(<PhonePage />);
    // jsdom has no modal dialogs.
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    await userEvent.click(await screen.findByRole('button', { name: 'profile' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Customer' }));
    expect(dialog.getByLabelText('Phone number').hasAttribute('readonly')).toBe(true);
    await userEvent.clear(dialog.getByLabelText('Name'));
    await userEvent.type(dialog.getByLabelText('Name'), 'Maya B');
    await userEvent.click(dialog.getByRole('checkbox'));
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(simulator.calls).toEqual([
      { method: 'POST', path: '/control/customers/%2B447700900321', body: { name: 'Maya B', hidesPhone: true } },
    ]);
  });
});
