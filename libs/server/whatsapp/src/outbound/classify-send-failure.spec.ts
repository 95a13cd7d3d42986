import { describe, expect, it } from '@jest/globals';
import { GRAPH_ERRORS } from '@parley/whatsapp-protocol';
import { classifySendFailure } from './classify-send-failure.js';
import type { GraphAnswer } from './cloud-api.client.js';

const NOW = new Date('2026-11-22T10:00:00.000Z');

function answered(status: number, body: unknown, retryAfter: string | null = null): GraphAnswer {
  return { kind: 'answered', status, retryAfter, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) };
}

function graphError(status: number, code: number, retryAfter: string | null = null): GraphAnswer {
  return answered(status, { error: { message: 'x', type: 'OAuthException', code } }, retryAfter);
}

const classify = (answer: GraphAnswer, attempt = 1) => classifySendFailure(answer, attempt, NOW);

describe('the outcome of a call', () => {
  it.each(['no-connection', 'fence-closed', 'time-out'] as const)('is "not sent" when nothing was written: %s', (reason) => {
    expect(classify({ kind: 'not-written', reason })).toMatchObject({ kind: 'not-sent', reason, scope: 'message' });
  });

  it.each(['time-out', 'connection-lost', 'answer-too-large'] as const)(
    'is unknown when bytes were written and nobody answered: %s',
    (reason) => {
      expect(classify({ kind: 'lost', reason })).toEqual({ kind: 'unknown', reason });
    },
  );

  it.each([
    ['no JSON in a 200', answered(200, 'OK')],
    ['an empty 200', answered(200, '')],
    ['a 200 without message id', answered(200, {})],
    ['a 200 that holds an error', graphError(200, 100)],
    ['a page of a proxy', answered(502, '<html>Bad Gateway</html>')],
    ['a 503 without a word', answered(503, '')],
    ['a redirect', answered(302, '')],
    ['a 429 of nobody knows who', answered(429, 'Too many requests')],
    ['a 429 in JSON that is not Graph', answered(429, { message: 'slow down' })],
    ['a 429 with a code nobody knows', graphError(429, 429)],
    ['a 404 in HTML', answered(404, '<html>Not found</html>')],
    ['an unknown code with 500', graphError(500, 999_999)],
    ['131000', graphError(500, 131_000)],
    ['131016', graphError(500, 131_016)],
    ['1', graphError(400, 1)],
    ['2', graphError(503, 2)],
  ])('is unknown, and never sent again, with %s', (_name, answer) => {
    expect(classify(answer).kind).toBe('unknown');
  });

  it.each([131_047, 131_026, 131_051, 100, 131_009, 131_008, 131_021, 131_030, 130_403, 131_048])('is a refusal with %d', (code) => {
    const outcome = classify(graphError(400, code));
    expect(outcome).toMatchObject({ kind: 'refused', code: String(code) });
    expect(outcome).not.toHaveProperty('pausesChannel');
  });

  it('says of a refused template whether our copy of it is old, or only its values were wrong', () => {
    for (const code of [132_000, 132_001, 132_007, 132_012, 132_015, 132_016]) {
      expect(classify(graphError(400, code))).toMatchObject({ kind: 'refused', templateChanged: true });
    }
    for (const code of [132_018, 132_069, 131_049, 131_047]) expect(classify(graphError(400, code))).not.toHaveProperty('templateChanged');
  });

  it("is a refusal with a code nobody knows and a 4xx, in Graph's own form", () => {
    expect(classify(graphError(400, 999_999))).toEqual({
      kind: 'refused',
      code: '999999',
      title: 'WhatsApp refused the message (code 999999)',
    });
  });

  it.each([368, 131_031])('is a refusal that pauses the channel when the account is locked: %d', (code) => {
    expect(classify(graphError(403, code))).toMatchObject({ kind: 'refused', pausesChannel: true });
  });

  it.each([190, 0, 3, 10, 200, 250, 299, 33, 131_005, 131_042, 131_045, 133_010])('is a broken channel with %d', (code) => {
    expect(classify(graphError(401, code))).toMatchObject({ kind: 'channel-broken', code: String(code) });
  });

  it.each([
    [4, 'channel', 60_000],
    [80_007, 'channel', 60_000],
    [130_429, 'channel', 1_000],
    [131_056, 'contact', 6_000],
  ])('is "not sent" with the rate limit %d, for the %s', (code, scope, firstMs) => {
    const outcome = classify(graphError(code === 130_429 ? 429 : 400, code));
    expect(outcome).toMatchObject({ kind: 'not-sent', scope, reason: `graph-${code}` });
    if (outcome.kind !== 'not-sent') throw new Error('not reached');
    expect(outcome.retryAfterMs).toBeGreaterThanOrEqual(firstMs);
    expect(outcome.retryAfterMs).toBeLessThanOrEqual(firstMs * 1.25);
  });

  it.each([
    ['7', 7_000],
    [' 7 ', 7_000],
    ['Sun, 22 Nov 2026 10:00:30 GMT', 30_000],
    ['999999999', 3_600_000],
  ])('waits as long as Retry-After says: %s', (retryAfter, ms) => {
    expect(classify(graphError(429, 130_429, retryAfter))).toMatchObject({ kind: 'not-sent', retryAfterMs: ms });
  });

  it.each(['soon', '-5', 'Sun, 22 Nov 2020 10:00:30 GMT', ''])('waits its own time when Retry-After is %j', (retryAfter) => {
    const outcome = classify(graphError(429, 130_429, retryAfter));
    expect(outcome.kind === 'not-sent' && outcome.retryAfterMs >= 1_000 && outcome.retryAfterMs <= 1_250).toBe(true);
  });

  it('waits longer with each try, and never much longer than half a minute for a connection', () => {
    const delays = [1, 2, 3, 4, 5, 6, 40].map((attempt) => {
      const outcome = classify({ kind: 'not-written', reason: 'no-connection' }, attempt);
      return outcome.kind === 'not-sent' ? outcome.retryAfterMs : 0;
    });
    [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].forEach((base, index) => {
      expect(delays[index]).toBeGreaterThanOrEqual(base);
      expect(delays[index]).toBeLessThanOrEqual(base * 1.25);
    });
  });

  it("has a sentence for every refusal, and none of them quotes Meta's internals", () => {
    for (const { code } of GRAPH_ERRORS.values()) {
      const outcome = classify(graphError(400, code));
      if (outcome.kind !== 'refused' && outcome.kind !== 'channel-broken') continue;
      expect(outcome.title.length).toBeGreaterThan(10);
    }
    expect(classify(graphError(400, 131_047))).toMatchObject({ title: 'More than 24 hours have passed since the customer last wrote' });
  });
});
