import { describe, expect, it, jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { encodeEvent, LiveStream } from './live-stream.js';

const actor = {
  kind: 'session' as const,
  sessionId: 's',
  agent: { id: 'a', name: 'Ada', email: 'ada@parley.example', role: 'agent' as const },
};
const event = (number: number) => ({ number, type: 'message.created' as const, conversationId: 'c', messageId: 'm' });

class Response extends EventEmitter {
  written = '';
  writableLength = 0;
  socket = { bytesWritten: 0 };
  destroyed = false;
  writeHead(): void {}
  write(text: string): boolean {
    this.written += text;
    return true;
  }
  end(text = ''): void {
    this.written += text;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

function aStream() {
  const response = new Response();
  const onClosed = jest.fn();
  return { response, onClosed, stream: new LiveStream(actor, response as unknown as ServerResponse, onClosed) };
}

describe('a live stream', () => {
  it('writes an event as one block: number, type, ids', () => {
    expect(encodeEvent(event(7))).toBe('id: 7\nevent: message.created\ndata: {"conversationId":"c","messageId":"m"}\n\n');
  });

  it('writes each event once, whatever it is given twice', () => {
    const { stream, response } = aStream();
    stream.writeEvents([event(1), event(2)]);
    stream.writeEvents([event(2), event(3)]);
    expect(response.written.match(/id: \d/g)).toEqual(['id: 1', 'id: 2', 'id: 3']);
  });

  it('cuts off a reader that is a megabyte behind', () => {
    const { stream, response, onClosed } = aStream();
    response.writableLength = 1024 * 1024;
    expect(stream.write('x')).toBe(true);
    response.writableLength += 1;
    expect(stream.write('x')).toBe(false);
    expect(response.destroyed).toBe(true);
    expect(onClosed).toHaveBeenCalledTimes(1);
  });

  it('cuts off a reader that takes nothing for 30 s while something waits, and no other', () => {
    const { stream, response, onClosed } = aStream();
    const look = (nowMs: number, waiting: number, taken: number): boolean => {
      response.writableLength = waiting;
      response.socket.bytesWritten = taken + waiting;
      return stream.isStuck(nowMs);
    };
    expect(look(0, 0, 100)).toBe(false);
    // Nothing to take is no reason, however long.
    expect(look(60_000, 0, 100)).toBe(false);
    expect(look(61_000, 500, 100)).toBe(false);
    // Slow, but taking.
    expect(look(90_000, 500, 101)).toBe(false);
    expect(look(119_999, 900, 101)).toBe(false);
    expect(onClosed).not.toHaveBeenCalled();
    expect(look(120_000, 900, 101)).toBe(true);
    expect(response.destroyed).toBe(true);
    expect(onClosed).toHaveBeenCalledTimes(1);
    expect(look(200_000, 900, 101)).toBe(false);
  });

  it('opens with how long to wait when it breaks', () => {
    const { stream, response } = aStream();
    stream.begin({}, 2500);
    expect(response.written).toBe(': parley\nretry: 2500\n\n');
  });

  it('says goodbye with the time to come back after', () => {
    const { stream, response } = aStream();
    stream.bye(2500);
    expect(response.written).toBe('retry: 2500\nevent: bye\ndata: {}\n\n');
  });

  it('is over once, whoever ends it', () => {
    const { stream, response, onClosed } = aStream();
    response.emit('close');
    stream.cut();
    expect(stream.isOpen).toBe(false);
    expect(onClosed).toHaveBeenCalledTimes(1);
  });
});
