import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PhonePage } from '../src/stage/phone-page.js';
import { MAYA, message, TOMAS } from './people.js';
import { SimulatorStandIn } from './stand-in.js';

const SUPPORT = { id: 'support', title: 'Chat Support' };
const ROWS = [
  { id: 'orders', title: 'Orders', description: 'Where is it?' },
  { id: 'support', title: 'Talk to a person' },
];

let simulator: SimulatorStandIn;
beforeEach(() => {
  simulator = new SimulatorStandIn();
  simulator.customers = [MAYA, TOMAS];
  simulator.install();
});
afterEach(cleanup);

const thread = () => screen.findByRole('log', { name: 'Chat with Brightside Tutors' });

describe('the phone', () => {
  it('shows the thread of the customer in hand with times and ticks, and says whose chat is on the screen', async () => {
    simulator.messages = [
      message({ direction: 'inbound', text: 'Hi', status: 'read' }),
      message({ id: 'wamid.2', text: 'Welcome *Maya*' }),
    ];
    render(<PhonePage />);
    const log = await thread();
    expect(within(log).getByText('Hi')).toBeTruthy();
    expect(within(log).getByText('Maya').tagName).toBe('STRONG');
    expect(within(log).getByRole('img', { name: 'Read' })).toBeTruthy();
    expect(simulator.streamAddress).toBe('/control/events?screen=%2B447700900321');
    await userEvent.click(screen.getByRole('button', { name: 'Tomás' }));
    expect(simulator.streamAddress).toBe('/control/events?screen=%2B447700900456');
  });

  it('sends what is typed with Enter and with the button, and nothing that is blank', async () => {
    render(<PhonePage />);
    const box = await screen.findByRole('textbox', { name: 'Message' });
    await userEvent.type(box, '   {Enter}');
    await userEvent.type(box, 'Line one{Shift>}{Enter}{/Shift}line two{Enter}');
    await userEvent.type(box, 'again');
    await userEvent.click(screen.getByRole('button', { name: 'Send' }));
    expect(simulator.calls.map(({ body }) => body)).toEqual([{ text: '   Line one\nline two' }, { text: 'again' }]);
  });

  it('taps a button, and marks the one that was chosen', async () => {
    const menu = message({ type: 'interactive', wire: { interactive: { type: 'button' } }, choices: [SUPPORT], text: 'How can we help?' });
    simulator.messages = [menu];
    render(<PhonePage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Chat Support' }));
    expect(simulator.calls).toMatchObject([
      { path: '/control/customers/%2B447700900321/tap', body: { id: 'support', messageId: 'wamid.1' } },
    ]);
    act(() => simulator.emit('message', { type: 'message', message: { ...menu, seq: 2, chosenId: 'support' } }));
    expect(screen.getByRole('button', { name: 'Chat Support' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('opens a list, sends the chosen row, and gives the focus back', async () => {
    const sections = [{ rows: ROWS.map(({ id }) => ({ id })) }];
    const wire = { interactive: { type: 'list', action: { button: 'Menu', sections } } };
    simulator.messages = [message({ type: 'interactive', wire, choices: ROWS, text: 'How can we help?' })];
    render(<PhonePage />);
    const opener = await screen.findByRole('button', { name: 'Menu' });
    await userEvent.click(opener);
    const sheet = screen.getByRole('dialog', { name: 'Menu' });
    expect(document.activeElement).toBe(within(sheet).getByRole('radio', { name: /Orders/ }));
    await userEvent.click(within(sheet).getByRole('radio', { name: 'Talk to a person' }));
    await userEvent.click(within(sheet).getByRole('button', { name: 'Send' }));
    expect(simulator.calls).toMatchObject([{ body: { id: 'support', messageId: 'wamid.1' } }]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(opener);
    await userEvent.click(opener);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('shows what the customer writes at once as it is heard, typing, and what waits for the network', async () => {
    render(<PhonePage />);
    await thread();
    act(() =>
      simulator.emit('customer', { type: 'customer', customer: { ...MAYA, typingUntil: new Date(Date.now() + 25_000).toISOString() } }),
    );
    expect(screen.getByText('typing…')).toBeTruthy();
    act(() => simulator.emit('customer', { type: 'customer', customer: { ...MAYA, online: false } }));
    act(() =>
      simulator.emit('message', { type: 'message', message: message({ direction: 'inbound', status: 'queued', text: 'On a plane' }) }),
    );
    expect(screen.getByText('No network')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Waiting for the network' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'airplane mode' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('counts what another customer has not read, sets faults and moves the clock', async () => {
    simulator.messages = [message({ phone: TOMAS.phone, status: 'delivered', seq: 7 })];
    render(<PhonePage />);
    expect(await screen.findByRole('button', { name: 'Tomás 1 unread' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'faults' }));
    await userEvent.click(screen.getByRole('checkbox', { name: /Answer late/ }));
    await userEvent.click(screen.getByRole('button', { name: '+25 h' }));
    expect(simulator.calls).toEqual([
      { method: 'POST', path: '/control/faults', body: { name: 'delay', count: 1 } },
      { method: 'POST', path: '/control/clock', body: { advanceMs: 25 * 3_600_000 } },
    ]);
  });

  it('never takes what a customer wrote for markup', async () => {
    simulator.messages = [message({ text: '<img src=x onerror=alert(1)> https://example.com/?a=1.' })];
    render(<PhonePage />);
    const log = await thread();
    expect(log.querySelector('img')).toBeNull();
    expect(within(log).getByRole('link').getAttribute('href')).toBe('https://example.com/?a=1');
  });

  it('offers to add somebody when nobody is there', async () => {
    simulator.customers = [];
    render(<PhonePage />);
    expect(await screen.findByRole('button', { name: 'Add a customer' })).toBeTruthy();
  });
});
