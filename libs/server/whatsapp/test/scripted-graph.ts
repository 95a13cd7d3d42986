import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the fake Graph does with one call, after it has read it whole. */
export type Script = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A Graph that does as it is told, and keeps a list of what really arrived: the oracle for "sent once". */
export class ScriptedGraph {
  readonly received: Received[] = [];
  readonly sockets = new Set<Socket>();
  connections = 0;
  script: Script = accept('wamid.ACCEPTED');
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        this.received.push({ path: request.url ?? '', headers: request.headers, body });
        this.script(request, response, body);
      });
      request.on('error', () => {});
    });
    this.server.on('connection', (socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export function accept(wamid: string): Script {
  return answer(200, { messaging_product: 'whatsapp', contacts: [{ input: '+447700900321' }], messages: [{ id: wamid }] });
}

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Script {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_request, response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

export function graphError(status: number, code: number, headers: Record<string, string> = {}): Script {
  return answer(status, { error: { message: `(#${code}) failed`, type: 'OAuthException', code, fbtrace_id: 'A' } }, headers);
}
