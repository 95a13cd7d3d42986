import { createHash } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const PNG = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  Buffer.alloc(6_000, 7),
]);
export const hex = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A Graph with one file, which the test bends. */
export class MediaGraph {
  /** What `GET /{media id}` answers. */
  resolve: (response: ServerResponse) => void = () => undefined;
  /** What the address it gives answers. */
  download: (response: ServerResponse) => void = () => undefined;
  resolved = 0;
  downloaded = 0;
  readonly tokens: (string | undefined)[] = [];
  private readonly server: Server = createServer((request, response) => {
    response.on('error', () => undefined);
    if (request.url?.startsWith('/file')) {
      this.downloaded += 1;
      this.tokens.push(request.headers.authorization);
      this.download(response);
    } else {
      this.resolved += 1;
      this.resolve(response);
    }
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.resolved = 0;
    this.downloaded = 0;
    this.holds(PNG);
  }

  /** Everything is as it should be. */
  holds(bytes: Buffer, facts: Record<string, unknown> = {}): void {
    this.resolve = json({
      url: `${this.url}/file`,
      mime_type: 'image/png',
      sha256: hex(bytes),
      file_size: bytes.length,
      id: '1',
      ...facts,
    });
    this.download = (response) => response.writeHead(200).end(bytes);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const json =
  (body: unknown, status = 200) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
export const refuses = (code: number, status = 400) => json({ error: { message: 'no', type: 'OAuthException', code } }, status);

export function breakOff(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': String(PNG.length) });
  response.write(PNG.subarray(0, 5_000), () => response.destroy());
}

export function endless(response: ServerResponse): void {
  const megabyte = Buffer.alloc(1024 * 1024, 'a');
  const more = (): void => {
    if (!response.destroyed) response.write(megabyte, more);
  };
  more();
}

/** One entry, by hand: local header, bytes, no directory; as much as anybody looks at who does not unpack. */
export function zipOf(name: string, deflated: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(deflated.length, 18);
  header.writeUInt32LE(50_000_000, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), deflated]);
}
