import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { accept, graphError, type GraphAnswering, type GraphBehaviour, type GraphCall } from './graph-behaviours.js';

/** What Graph really took: the oracle for duplicates and order. */
export interface Acceptance extends GraphCall {
  readonly wamid: string;
  /** Its place among all that was accepted, from 0. */
  readonly place: number;
}

/** Which calls a script is for; what is left out fits all. */
export interface CallPattern {
  readonly to?: string;
  readonly text?: string;
}

interface Script {
  readonly pattern: CallPattern;
  readonly behaviour: GraphBehaviour;
  /** How many calls it is still for. */
  left: number;
}

/**
 * Meta's Graph as far as sending goes, told call by call what to do; without a script it accepts. It reads a call whole before it does
 * anything with it, so that "accepted" is a decision of the test's and never of the wire's. Blue ticks are answered and not counted.
 */
export class ScriptedGraph {
  /** Every send call that was read whole, oldest first. */
  readonly calls: GraphCall[] = [];
  readonly accepted: Acceptance[] = [];
  /** Requests with and without an Authorization header. */
  readonly authorization = { present: 0, absent: 0 };
  /** When set, any other bearer token is answered 401 with code 190. */
  validToken: string | null = null;
  /** Told of every acceptance at once, before the sender is answered. */
  onAccepted: (acceptance: Acceptance) => void = () => undefined;

  private readonly scripts: Script[] = [];
  private readonly sockets = new Map<Socket, number>();
  private readonly http: HttpServer;
  private door: Server | undefined;
  private port = 0;
  private toDropBeforeRead = 0;

  private constructor() {
    this.http = createHttpServer({ keepAliveTimeout: 60_000 }, (request, response) => void this.read(request, response));
  }

  static async start(): Promise<ScriptedGraph> {
    const graph = new ScriptedGraph();
    await graph.listen();
    return graph;
  }

  /** For `WHATSAPP_GRAPH_URL`. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The next calls that fit behave so, one each, before scripts that were given earlier and are not used up. */
  next(pattern: CallPattern, ...behaviours: readonly GraphBehaviour[]): void {
    for (const behaviour of [...behaviours].reverse()) this.scripts.unshift({ pattern, behaviour, left: 1 });
  }

  /** All calls that fit behave so. @returns ends it */
  always(pattern: CallPattern, behaviour: GraphBehaviour): () => void {
    const script = { pattern, behaviour, left: Number.POSITIVE_INFINITY };
    this.scripts.unshift(script);
    return () => {
      script.left = 0;
    };
  }

  /** The next new connections are closed as soon as bytes come in, unread. */
  dropBeforeRead(connections: number): void {
    this.toDropBeforeRead = connections;
    // A connection that is already open would be used first.
    for (const socket of this.sockets.keys()) socket.end();
  }

  /** Nobody listens at the port any more, and what was connected is cut. */
  async refuseConnections(): Promise<void> {
    const { door } = this;
    this.door = undefined;
    for (const socket of this.sockets.keys()) socket.destroy();
    if (!door) return;
    door.close();
    await once(door, 'close');
  }

  /** The end of `refuseConnections`, at the same port. */
  async listen(): Promise<void> {
    if (this.door) return;
    const door = createServer((socket) => this.welcome(socket));
    door.listen(this.port, '127.0.0.1');
    await once(door, 'listening');
    this.port = (door.address() as AddressInfo).port;
    this.door = door;
  }

  async stop(): Promise<void> {
    await this.refuseConnections();
    this.http.close();
  }

  /** How often each message of ours was really accepted, by our own message id. */
  copies(): Map<string, number> {
    const copies = new Map<string, number>();
    for (const { messageId } of this.accepted) if (messageId !== null) copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
    return copies;
  }

  /** The texts a contact really got, in the order in which Graph took them. */
  acceptedBy(to: string): string[] {
    return this.accepted.filter((acceptance) => acceptance.to === to).map((acceptance) => acceptance.text);
  }

  callsTo(to: string): GraphCall[] {
    return this.calls.filter((call) => call.to === to);
  }

  private welcome(socket: Socket): void {
    this.sockets.set(socket, 0);
    socket.on('error', () => undefined);
    socket.on('close', () => this.sockets.delete(socket));
    if (this.toDropBeforeRead > 0) {
      this.toDropBeforeRead -= 1;
      socket.once('readable', () => socket.destroy());
      return;
    }
    this.http.emit('connection', socket);
  }

  private async read(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // The sender died in the middle of its request: Graph has nothing.
      return;
    }
    const { authorization } = request.headers;
    this.authorization[authorization === undefined ? 'absent' : 'present'] += 1;
    if (request.method === 'GET') {
      // The list of templates: this business has none.
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}');
      return;
    }
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    const nthOnConnection = (this.sockets.get(request.socket) ?? 0) + 1;
    this.sockets.set(request.socket, nthOnConnection);
    if (body['status'] === 'read') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}');
      return;
    }
    const call = callOf(body, authorization ?? null, nthOnConnection);
    this.calls.push(call);
    const isRefused = this.validToken !== null && call.token !== this.validToken;
    const behaviour = isRefused ? graphError(401, 190) : this.behaviourFor(call);
    await behaviour(call, this.answering(call, response));
  }

  private behaviourFor(call: GraphCall): GraphBehaviour {
    const script = this.scripts.find(({ pattern, left }) => left > 0 && fits(pattern, call));
    if (!script) return accept();
    script.left -= 1;
    return script.behaviour;
  }

  private answering(call: GraphCall, response: ServerResponse): GraphAnswering {
    const respond: GraphAnswering['respond'] = (status, body, headers = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers }).end(text);
    };
    return {
      response,
      respond,
      accept: () => {
        const acceptance = { ...call, wamid: `wamid.${Buffer.from(randomUUID()).toString('base64url')}`, place: this.accepted.length };
        this.accepted.push(acceptance);
        this.onAccepted(acceptance);
        return acceptance.wamid;
      },
      respondAccepted: (wamid) =>
        respond(200, { messaging_product: 'whatsapp', contacts: [{ input: call.to }], messages: [{ id: wamid }] }),
      drop: (how) => {
        const socket = response.socket;
        if (how === 'reset') socket?.resetAndDestroy();
        else socket?.destroy();
      },
    };
  }
}

/** The fields of a send that the harness looks at. */
interface SendBody {
  readonly to?: string;
  readonly recipient?: string;
  readonly text?: { readonly body: string };
  readonly interactive?: { readonly body: { readonly text: string } };
}

function fits(pattern: CallPattern, call: GraphCall): boolean {
  return (pattern.to === undefined || pattern.to === call.to) && (pattern.text === undefined || pattern.text === call.text);
}

function callOf(body: Record<string, unknown>, authorization: string | null, nthOnConnection: number): GraphCall {
  const { to, recipient, text, interactive } = body as SendBody;
  const callbackData = typeof body['biz_opaque_callback_data'] === 'string' ? body['biz_opaque_callback_data'] : null;
  // v1.<message id>.<attempt>.<signature>
  const [, messageId, attempt] = callbackData?.split('.') ?? [];
  return {
    at: Date.now(),
    token: authorization?.replace(/^Bearer /, '') ?? null,
    to: to ?? recipient ?? '',
    text: text?.body ?? interactive?.body.text ?? '',
    callbackData,
    messageId: messageId ?? null,
    attempt: attempt === undefined ? null : Number(attempt),
    body,
    nthOnConnection,
  };
}
