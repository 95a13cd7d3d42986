import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveConnection, type LiveState } from './live-connection.js';
import { eventStreamParser } from './parse-event-stream.js';

describe('reading an event stream', () => {
  const whole = ': ping\n\nid: 7\nevent: message.created\ndata: {"a":\ndata: 1}\n\nid: 8\r\nevent: reset\r\ndata: {}\r\n\r\n';

  it('gives the same events wherever the stream is cut', () => {
    const expected = [
      { type: 'message.created', data: '{"a":\n1}', id: '7' },
      { type: 'reset', data: '{}', id: '8' },
    ];
    for (let size = 1; size <= whole.length; size += 1) {
      const parser = eventStreamParser();
      const events = [];
      for (let at = 0; at < whole.length; at += size) events.push(...parser.push(whole.slice(at, at + size)));
      events.push(...parser.push('\n'));
      expect(events).toEqual(expected);
    }
  });
});

describe('the live connection', () => {
  const requests: Headers[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | null = null;
  let answer: () => Response = () => new Response(null, { status: 503 });
  const states: LiveState['state'][] = [];
  const onEvent = jest.fn();
  const onGap = jest.fn();
  const onSignedOut = jest.fn();
  let connection: LiveConnection;
  const open = (): Response =>
    new Response(
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          stream = controller;
        },
      }),
    );
  const send = (text: string): void => stream?.enqueue(new TextEncoder().encode(text));
  const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    jest.useFakeTimers();
    requests.length = 0;
    states.length = 0;
    jest.clearAllMocks();
    answer = open;
    connection = new LiveConnection({
      url: '/events',
      onEvent,
      onGap,
      onSignedOut,
      onState: ({ state }) => states.push(state),
      fetch: (_url, init) => {
        requests.push(new Headers(init?.headers));
        return Promise.resolve(answer());
      },
      random: () => 0.5,
    });
  });
  afterEach(() => {
    connection.stop();
    jest.useRealTimers();
  });

  it('reads everything again when it opens, since what happened before is not replayed', async () => {
    connection.start();
    await settle();
    expect(states).toEqual(['connecting', 'live']);
    expect(onGap).toHaveBeenCalledTimes(1);
  });

  it('resumes after a break from the last event it has, without reading everything again', async () => {
    connection.start();
    await settle();
    send('id: 41\nevent: message.created\ndata: {}\n\n');
    await settle();
    expect(onEvent).toHaveBeenCalledTimes(1);
    stream?.close();
    await settle();
    expect(states.at(-1)).toBe('lost');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(requests[1]?.get('last-event-id')).toBe('41');
    expect(states.at(-1)).toBe('live');
    expect(onGap).toHaveBeenCalledTimes(1);
  });

  it('reads everything again on reset', async () => {
    connection.start();
    await settle();
    send('id: 90\nevent: reset\ndata: {}\n\n');
    await settle();
    expect(onGap).toHaveBeenCalledTimes(2);
    expect(onEvent).not.toHaveBeenCalled();
  });

  it('waits longer after each failure, never longer than fifteen seconds', async () => {
    answer = () => new Response(null, { status: 503 });
    connection.start();
    await settle();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(requests.length).toBeGreaterThanOrEqual(7);
    expect(requests.length).toBeLessThanOrEqual(11);
  });

  it('takes a minute of silence for a lost connection, since the server pings', async () => {
    connection.start();
    await settle();
    await jest.advanceTimersByTimeAsync(50_000);
    send(': ping\n\n');
    await jest.advanceTimersByTimeAsync(50_000);
    expect(states.at(-1)).toBe('live');
  });

  it('stops when the session is over', async () => {
    answer = () => new Response(null, { status: 401 });
    connection.start();
    await settle();
    expect(onSignedOut).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(1);
  });
});
