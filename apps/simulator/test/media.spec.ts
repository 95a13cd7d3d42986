import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorised, MAYA, NUMBER, startCaller, type Caller } from './harness.js';

let caller: Caller;
let origin: string;
beforeAll(async () => {
  caller = await startCaller();
  origin = await caller.server.listen();
  await caller.say('Hi');
});
afterAll(() => caller.server.close());

const upload = async (bytes: string, type: string, product = 'whatsapp') => {
  const form = new FormData();
  form.set('messaging_product', product);
  form.set('file', new Blob([bytes], { type }), 'terms.pdf');
  return await fetch(`${origin}/v26.0/${NUMBER}/media`, { method: 'POST', headers: authorised, body: form });
};
const get = (url: string, headers: Record<string, string> = authorised) => fetch(url, { headers });

describe('media', () => {
  it('are uploaded, sent, resolved, downloaded with the token, and deleted', async () => {
    const { id } = (await (await upload('%PDF-1.4 x', 'application/pdf')).json()) as { id: string };
    expect((await caller.graph({ type: 'document', document: { id, filename: 'terms.pdf' } })).status).toBe(200);

    const resolved = (await (await get(`${origin}/v26.0/${id}`)).json()) as { url: string };
    expect(resolved).toMatchObject({ messaging_product: 'whatsapp', mime_type: 'application/pdf', file_size: 10, id });
    const file = await get(resolved.url);
    expect([file.status, file.headers.get('content-type'), await file.text()]).toEqual([200, 'application/pdf', '%PDF-1.4 x']);
    expect((await get(resolved.url, {})).status).toBe(404);

    expect(await (await fetch(`${origin}/v26.0/${id}`, { method: 'DELETE', headers: authorised })).json()).toEqual({ success: true });
    expect((await get(`${origin}/v26.0/${id}`)).status).toBe(400);
    expect((await get(resolved.url)).status).toBe(404);
  });

  it('of a customer are fetched the same way; the address dies after five minutes and the id after seven days', async () => {
    const { body } = await caller.post<{ wire: { image: { id: string; url: string } } }>(`/control/customers/${MAYA}/send`, {
      type: 'image',
    });
    const { id } = body.wire.image;
    const { url } = (await (await get(`${origin}/v26.0/${id}`)).json()) as { url: string };
    expect((await get(url)).headers.get('content-type')).toBe('image/png');
    await caller.post('/control/clock', { advanceMs: 5 * 60_000 + 1 });
    expect((await get(url)).status).toBe(404);
    expect((await get(`${origin}/v26.0/${id}`)).status).toBe(200);
    await caller.post('/control/clock', { advanceMs: 7 * 86_400_000 });
    expect((await get(`${origin}/v26.0/${id}`)).status).toBe(400);
  });

  it('of a customer who has none at hand are samples of their kind', async () => {
    const begins = { image: '89504e47', audio: '4f676753', sticker: '52494646', document: '25504446' };
    for (const [type, magic] of Object.entries(begins)) {
      const { body } = await caller.post<{ wire: Record<string, { id: string; mime_type: string }> }>(`/control/customers/${MAYA}/send`, {
        type,
        [type]: {},
      });
      const file = await fetch(`${origin}/control/media/${body.wire[type]?.id}`);
      expect(file.headers.get('content-type')).toBe(body.wire[type]?.mime_type);
      expect([
        type,
        Buffer.from(await file.arrayBuffer())
          .subarray(0, 4)
          .toString('hex'),
      ]).toEqual([type, magic]);
    }
  });

  it('of a kind WhatsApp does not carry, without product or without token are refused', async () => {
    expect(await (await upload('x', 'application/zip')).json()).toMatchObject({
      error: { code: 100, message: expect.stringContaining("'application/zip'") },
    });
    expect(await (await upload('x', 'image/png', 'telegram')).json()).toMatchObject({ error: { code: 100 } });
    expect((await get(`${origin}/v26.0/${NUMBER}`, {})).status).toBe(401);
  });

  it('share their address space with the number, which describes itself', async () => {
    expect(await (await get(`${origin}/v26.0/${NUMBER}?fields=display_phone_number`)).json()).toMatchObject({
      id: NUMBER,
      display_phone_number: '+442079460123',
    });
  });
});
