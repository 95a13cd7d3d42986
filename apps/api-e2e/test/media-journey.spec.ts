import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AgentClient, eventually, type Product, startReplicas, startSystem } from '@parley/running-system';
import { createHash, randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

interface MediaBody {
  readonly id: string;
  readonly state: string;
  readonly mimeType: string | null;
  readonly size: number | null;
  readonly filename: string | null;
  readonly voice: boolean;
}
interface MessageBody {
  readonly id: string;
  readonly type: string;
  readonly text: string | null;
  readonly status: string;
  readonly author: string;
  readonly media?: MediaBody;
}

/** Longer than anything takes on a machine that has other things to do. */
const PATIENCE_MS = 30_000;
/** A real picture, 400 × 437 pixels of noise that does not shrink: what is not one, by any of its chunks, is rightly not kept. */
const PNG = aPicture(400, 437);
const OPUS = Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(22), Buffer.from('OpusHead'), randomBytes(9_000)]);
const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2_000_000)]);
const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function aPicture(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits each of red, green, blue and transparency.
  header.set([8, 6], 8);
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), randomBytes(4 * width)]));
  const pixels = deflateSync(Buffer.concat(rows));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, pngChunk('IHDR', header), pngChunk('IDAT', pixels), pngChunk('IEND', Buffer.alloc(0))]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

const aFile = (bytes: Buffer, name: string, type: string): File => new File([new Uint8Array(bytes)], name, { type });

// real: the built server, PostgreSQL, HTTP; the simulator in Meta's place keeps and hands out files as Meta does
describe.each([
  { product: 'one process', start: startSystem },
  { product: 'two api and two worker processes', start: startReplicas },
])('journey of a file, on $product', ({ start }) => {
  let system: Product;
  let agent: AgentClient;
  beforeAll(async () => {
    system = await start();
    agent = await system.signIn();
  });
  afterAll(() => system.stop());

  const openChat = async (number: string): Promise<string> => {
    const phone = system.phone(number, 'Maya Okafor');
    await phone.say('support');
    await phone.waitFor((message) => message.choices.some((choice) => choice.id === 'end_chat'));
    const { body } = await agent.get<{ id: string }>(`/api/admin/conversations/${number}`);
    expect((await agent.post(`/api/admin/conversations/${body.id}/chat-support/accept`)).status).toBe(200);
    return body.id;
  };
  const thread = async (id: string): Promise<MessageBody[]> =>
    (await agent.get<{ items: MessageBody[] }>(`/api/admin/conversations/${id}/messages`)).body.items;

  it.each([
    {
      kind: 'picture',
      number: '+447700900401',
      sent: { type: 'image', image: { caption: 'This one', data: PNG.toString('base64') } },
      kept: { bytes: PNG, mimeType: 'image/png', place: 'inline' },
    },
    {
      kind: 'voice message',
      number: '+447700900402',
      sent: { type: 'audio', audio: { data: OPUS.toString('base64') } },
      kept: { bytes: OPUS, mimeType: 'audio/ogg', place: 'inline' },
    },
    {
      kind: 'document',
      number: '+447700900403',
      sent: { type: 'document', document: { filename: '../Bill "May".pdf', data: PDF.toString('base64') } },
      kept: { bytes: PDF, mimeType: 'application/pdf', place: 'attachment' },
    },
  ])('a $kind of a customer is in the thread, and its bytes are served as they were sent', async ({ kind, number, sent, kept }) => {
    const { bytes, mimeType, place } = kept;
    const id = await openChat(number);
    await system.phone(number).send(sent);
    const message = await eventually(async () => {
      const found = (await thread(id)).find(({ type }) => type === sent.type);
      expect(found?.media).toMatchObject({ state: 'stored', mimeType, size: bytes.length, voice: kind === 'voice message' });
      return found;
    }, PATIENCE_MS);
    expect(message).toMatchObject({ author: 'contact', status: 'received', text: kind === 'picture' ? 'This one' : null });
    const file = await agent.read(`/api/admin/media/${message?.media?.id ?? ''}`);
    expect(file.status).toBe(200);
    expect(sum(file.body)).toBe(sum(bytes));
    expect(file.headers.get('content-disposition')).toContain(place);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect((await fetch(`${system.apiUrl}/api/admin/media/${message?.media?.id ?? ''}`)).status).toBe(401);
  });

  it('what an agent sends is on the phone as it was sent: picture with its caption, document with its name, sound as a voice message', async () => {
    const number = '+447700900404';
    const id = await openChat(number);
    const phone = system.phone(number);
    const files: readonly { fields: Record<string, string | File>; bytes: Buffer; wire: object }[] = [
      { fields: { caption: 'This hinge?', file: aFile(PNG, 'hinge.png', 'image/png') }, bytes: PNG, wire: { caption: 'This hinge?' } },
      { fields: { file: aFile(PDF, 'Größe 2.pdf', 'application/pdf') }, bytes: PDF, wire: { filename: 'Größe 2.pdf' } },
      { fields: { file: aFile(OPUS, 'answer.ogg', 'audio/ogg; codecs=opus') }, bytes: OPUS, wire: { voice: true } },
    ];
    for (const { fields, bytes, wire } of files) {
      const made = await agent.postForm<MessageBody>(`/api/admin/conversations/${id}/chat-support/send-media`, fields);
      expect(made.status).toBe(201);
      const received = await eventually(async () => {
        const found = (await phone.received()).find(({ type }) => type === made.body.type);
        if (!found) throw new Error('not received yet');
        return found;
      }, PATIENCE_MS);
      const part = received.wire[received.type] as { id: string };
      expect(part).toEqual({ id: expect.any(String), ...wire });
      // What the phone's page shows it from.
      const shown = await fetch(`${system.simulatorUrl}/control/media/${part.id}`);
      expect(sum(Buffer.from(await shown.arrayBuffer()))).toBe(sum(bytes));
      await eventually(async () => {
        const message = (await thread(id)).find((candidate) => candidate.id === made.body.id);
        expect(message).toMatchObject({ status: 'read', author: 'agent', media: { state: 'stored', size: bytes.length } });
      }, PATIENCE_MS);
      const kept = await agent.read(`/api/admin/media/${made.body.media?.id ?? ''}`);
      expect(sum(kept.body)).toBe(sum(bytes));
    }
  });
});
