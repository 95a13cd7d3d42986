import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskStorage } from '../src/storage/disk-storage.js';
import { BytesMissing, type MediaStorage } from '../src/storage/media-storage.js';
import { PostgresStorage } from '../src/storage/postgres-storage.js';
import { S3Storage } from '../src/storage/s3-storage.js';

/** As much of S3 as we speak: objects, uploads in parts, ranges, and a signature on every call. */
class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Map<number, Buffer>>();
  unsigned = 0;
  parts = 0;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const url = new URL(request.url ?? '', 'http://x');
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key/')) this.unsigned += 1;
      const upload = url.searchParams.get('uploadId');
      if (request.method === 'POST' && url.searchParams.has('uploads')) {
        this.uploads.set('u/1', new Map());
        return void response.end('<InitiateMultipartUploadResult><UploadId>u/1</UploadId></InitiateMultipartUploadResult>');
      }
      if (request.method === 'PUT' && upload) {
        this.parts += 1;
        this.uploads.get(upload)?.set(Number(url.searchParams.get('partNumber')), body);
        return void response.setHeader('etag', `"${this.parts}"`).end();
      }
      if (request.method === 'POST' && upload) {
        const parts = [...(this.uploads.get(upload) ?? [])].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
        this.objects.set(url.pathname, Buffer.concat(parts));
        return void response.end('<CompleteMultipartUploadResult/>');
      }
      if (request.method === 'DELETE') {
        if (upload) this.uploads.delete(upload);
        else this.objects.delete(url.pathname);
        return void response.writeHead(204).end();
      }
      if (request.method === 'PUT') {
        this.objects.set(url.pathname, body);
        return void response.end();
      }
      const [, start = '0', end = '0'] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
      const found = this.objects.get(url.pathname);
      if (!found) response.writeHead(404).end();
      else response.writeHead(206).end(found.subarray(Number(start), Number(end) + 1));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const LARGE = Buffer.from(Array.from({ length: 18_000_000 }, (_, index) => index % 253));
const SMALL = LARGE.subarray(0, 1_000);

// real: PostgreSQL, the disk, HTTP; fake: S3
describe.each(['postgres', 'disk', 's3'] as const)('files kept in %s', (name) => {
  let database: TestDatabase;
  let directory: string;
  let s3: FakeS3;
  let storage: MediaStorage;

  beforeAll(async () => {
    database = await createTestDatabase();
    directory = await mkdtemp(join(tmpdir(), 'parley-media-'));
    s3 = new FakeS3();
    const endpoint = await s3.start();
    const keys = { accessKeyId: 'key', secretAccessKey: 'secret' };
    storage =
      name === 'postgres'
        ? new PostgresStorage(database.database)
        : name === 'disk'
          ? new DiskStorage(directory)
          : new S3Storage({ kind: 's3', endpoint, region: 'eu-west-1', bucket: 'media', ...keys });
  });

  afterAll(async () => {
    await s3.stop();
    await rm(directory, { recursive: true });
    await database.drop();
  });

  const read = async (key: string, start: number, end: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for await (const part of storage.read(key, { start, end })) parts.push(part);
    return Buffer.concat(parts);
  };

  it.each([
    ['small', SMALL],
    ['large', LARGE],
  ])('are read as they were written, whole and in part: a %s one', async (_name, bytes) => {
    const key = randomUUID();
    await storage.write(key, chunks(bytes));
    expect((await read(key, 0, bytes.length - 1)).equals(bytes)).toBe(true);
    expect((await read(key, 500, 599)).equals(bytes.subarray(500, 600))).toBe(true);
    expect((await read(key, bytes.length - 1, bytes.length - 1)).equals(bytes.subarray(-1))).toBe(true);
  });

  it('are replaced by what is written in their place, and nothing of a longer one stays', async () => {
    const key = randomUUID();
    await storage.write(key, chunks(LARGE));
    await storage.write(key, chunks(SMALL));
    expect((await read(key, 0, SMALL.length - 1)).equals(SMALL)).toBe(true);
  });

  it('that break off on their way leave nothing behind', async () => {
    const key = randomUUID();
    await expect(storage.write(key, broken())).rejects.toThrow('broken off');
    await expect(read(key, 0, 10)).rejects.toThrow(BytesMissing);
    if (name === 'disk') expect((await readdir(directory, { recursive: true })).filter((path) => path.includes(key))).toEqual([]);
    if (name === 's3') expect(s3.uploads.size).toBe(0);
  });

  it('are removed, once or twice', async () => {
    const key = randomUUID();
    await storage.write(key, chunks(SMALL));
    await storage.remove(key);
    await storage.remove(key);
    await expect(read(key, 0, 10)).rejects.toThrow(BytesMissing);
  });

  if (name === 's3') it('go with a signature, every call', () => expect(s3.unsigned).toBe(0));
  if (name === 'disk')
    it('are never outside their directory', async () => {
      await expect(storage.write('../../etc/passwd', chunks(SMALL))).rejects.toThrow('not a key of ours');
    });
});

async function* chunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 300_000) yield await Promise.resolve(bytes.subarray(at, at + 300_000));
}

async function* broken(): AsyncGenerator<Buffer> {
  yield* chunks(LARGE);
  throw new Error('broken off');
}
