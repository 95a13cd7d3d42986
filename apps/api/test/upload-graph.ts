import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface UploadedForm {
  readonly path: string;
  readonly token: string | undefined;
  readonly product: unknown;
  readonly type: unknown;
  readonly file: { readonly type: string; readonly bytes: Buffer } | null;
}

/** A Graph that takes uploads, read by the platform's own parser. */
export class UploadGraph {
  readonly forms: UploadedForm[] = [];
  /** What it answers. */
  answer: { readonly status: number; readonly body: unknown } | 'cut' = { status: 200, body: { id: '900100200300400' } };
  private readonly server: Server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (this.answer === 'cut') return void response.destroy();
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(new Uint8Array(Buffer.concat(chunks)), { headers }).formData();
      const file = form.get('file');
      this.forms.push({
        path: request.url ?? '',
        token: request.headers.authorization,
        product: form.get('messaging_product'),
        type: form.get('type'),
        file: file instanceof File ? { type: file.type, bytes: Buffer.from(await file.arrayBuffer()) } : null,
      });
      response.writeHead(this.answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(this.answer.body));
    })().catch(() => response.destroy());
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.forms.length = 0;
    this.answer = { status: 200, body: { id: '900100200300400' } };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
