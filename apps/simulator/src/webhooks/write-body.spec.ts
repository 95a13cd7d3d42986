import { signBody, verifySignature } from '@parley/whatsapp-protocol';
import { describe, expect, it } from '@jest/globals';
import { retryPauseMs } from './webhook-sender.js';
import { writeBody } from './write-body.js';

describe('the bytes of a webhook', () => {
  it('are ASCII, with everything else as lowercase \\uXXXX', () => {
    expect(writeBody({ t: 'ä 🔧' }).toString('latin1')).toBe('{"t":"\\u00e4 \\ud83d\\udd27"}');
    expect(writeBody({ t: 'a/b @ "q" \u0000 \ud800' }).toString('latin1')).toBe('{"t":"a/b @ \\"q\\" \\u0000 \\ud800"}');
  });

  it('read back as what was written', () => {
    const value = { text: 'Grüße, 你好, مرحبا 👩‍🚀 \u007f\u2028' };
    expect(JSON.parse(writeBody(value).toString('utf8'))).toEqual(value);
  });

  it('verify as they are and not as re-serialised JSON', () => {
    const body = writeBody({ t: 'ä' });
    const signature = signBody('secret', body);
    expect(verifySignature(['secret'], body, signature)).toBe(0);
    expect(verifySignature(['secret'], Buffer.from(JSON.stringify(JSON.parse(body.toString()))), signature)).toBe(-1);
  });
});

describe('the pause before another try', () => {
  it('is none, then a second, doubled up to a minute', () => {
    expect([1, 2, 3, 4, 5, 8, 30].map(retryPauseMs)).toEqual([0, 1000, 2000, 4000, 8000, 60_000, 60_000]);
  });
});
