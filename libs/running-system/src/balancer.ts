import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';

/** Nobody waits longer for the first byte of an answer; a frozen process is answered for with 504, as routers do. */
const ANSWER_TIMEOUT_MS = 10_000;

/**
 * What stands before several `api` processes in production: takes one request here and the next there. Only a connection that was
 * refused goes to the next one; after the first byte it is 502 or 504 and the caller's decision. No health checks and no sticky
 * sessions: it is the worst router the product must be right behind.
 */
export class Balancer {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });
  private readonly server: Server;
  private turn = 0;

  private constructor(private readonly ports: readonly number[]) {
    this.server = createServer((incoming, outgoing) => void this.forward(incoming, outgoing));
    // Live streams stay open for ever.
    this.server.requestTimeout = 0;
  }

  /** @param ports of the processes behind it, on loopback */
  static async listen(port: number, ports: readonly number[]): Promise<Balancer> {
    const balancer = new Balancer(ports);
    balancer.server.listen(port, 'localhost');
    await once(balancer.server, 'listening');
    return balancer;
  }

  async close(): Promise<void> {
    this.agent.destroy();
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      // The caller went away while sending: nothing was forwarded yet.
      return;
    }
    const body = Buffer.concat(chunks);
    for (let tries = 0; tries < this.ports.length; tries += 1) {
      const port = this.ports[this.turn++ % this.ports.length] ?? 0;
      if (await this.ask(port, { incoming, outgoing, body })) return;
    }
    this.answerFor(outgoing, 502);
  }

  /** @returns false when the connection was refused: nobody has seen the request */
  private ask(port: number, { incoming, outgoing, body }: Exchange): Promise<boolean> {
    return new Promise((settle) => {
      const headers = {
        ...incoming.headers,
        'content-length': String(body.length),
        'x-forwarded-for': incoming.socket.remoteAddress ?? '',
      };
      const upstream = request({ host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers, agent: this.agent });
      const timer = setTimeout(() => {
        this.answerFor(outgoing, 504);
        upstream.destroy();
      }, ANSWER_TIMEOUT_MS);
      upstream.once('response', (answer) => {
        clearTimeout(timer);
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
        // Broken in the middle: the caller must see a broken answer too, never a short one that looks whole.
        answer.once('error', () => outgoing.destroy());
        settle(true);
      });
      upstream.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        if (error.code === 'ECONNREFUSED' && !outgoing.headersSent) return settle(false);
        if (outgoing.headersSent) outgoing.destroy();
        else this.answerFor(outgoing, 502);
        settle(true);
      });
      outgoing.once('close', () => upstream.destroy());
      upstream.end(body);
    });
  }

  private answerFor(outgoing: ServerResponse, status: 502 | 504): void {
    if (outgoing.headersSent || outgoing.destroyed) return;
    outgoing.writeHead(status, { 'content-type': 'text/plain' }).end();
  }
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: Buffer;
}
