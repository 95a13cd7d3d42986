import type { ServerResponse } from 'node:http';

/** One `POST …/messages` as it came in; `to` is `+digits` or a business-scoped id, `text` what the contact would read. */
export interface GraphCall {
  readonly at: number;
  readonly token: string | null;
  readonly to: string;
  readonly text: string;
  readonly callbackData: string | null;
  /** From the callback data: our own message id and attempt; null when there is none. */
  readonly messageId: string | null;
  readonly attempt: number | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** Which call of its connection it is, from 1: above 1 the connection was used before. */
  readonly nthOnConnection: number;
}

/** What the scripted Graph can do with a call it has read whole. Each may be used once. */
export interface GraphAnswering {
  /** Takes the message: from now on the contact has it, whatever the sender hears. @returns its wamid */
  accept(): string;
  /** Status and body; a string goes out as it is (HTML, broken JSON), anything else as JSON. */
  respond(status: number, body: unknown, headers?: Readonly<Record<string, string>>): void;
  /** What Graph says when it took the message. */
  respondAccepted(wamid: string): void;
  /** Closes the connection without an answer: FIN, or RST. */
  drop(how: 'close' | 'reset'): void;
  /** The answer itself, for what is none of the above. */
  readonly response: ServerResponse;
}

export type GraphBehaviour = (call: GraphCall, answering: GraphAnswering) => void | Promise<void>;

export function accept(): GraphBehaviour {
  return (_call, answering) => answering.respondAccepted(answering.accept());
}

/** The message is out, and the sender never hears of it. */
export function acceptThenDropResponse(how: 'close' | 'reset' = 'close'): GraphBehaviour {
  return (_call, answering) => {
    answering.accept();
    answering.drop(how);
  };
}

/** Read, not accepted, and the connection reset. */
export function reset(): GraphBehaviour {
  return (_call, answering) => answering.drop('reset');
}

/** Something else happens that much later; also after the sender has given up. */
export function delay(ms: number, then: GraphBehaviour = accept()): GraphBehaviour {
  return async (call, answering) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await then(call, answering);
  };
}

/** An answer that accepts nothing, unless `accepts`: a proxy between us and Graph may say anything about what Graph took. */
export function respond(
  status: number,
  body: unknown,
  options: { readonly headers?: Readonly<Record<string, string>>; readonly accepts?: boolean } = {},
): GraphBehaviour {
  return (_call, answering) => {
    if (options.accepts) answering.accept();
    answering.respond(status, body, options.headers);
  };
}

/** A well-formed error of Graph's own. */
export function graphError(status: number, code: number, headers: Readonly<Record<string, string>> = {}): GraphBehaviour {
  return respond(status, { error: { message: `(#${code}) scripted`, type: 'OAuthException', code, fbtrace_id: 'scripted' } }, { headers });
}

/** Accepts, and answers one byte every `everyMs`: slower than any limit that is counted from the last byte. */
export function slowDrip(everyMs = 1_000): GraphBehaviour {
  return (_call, answering) => {
    const wamid = answering.accept();
    const bytes = Buffer.from(JSON.stringify({ messaging_product: 'whatsapp', messages: [{ id: wamid }] }));
    const { response } = answering;
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(bytes.length) });
    let next = 0;
    const timer = setInterval(() => {
      if (next === bytes.length) response.end();
      else response.write(bytes.subarray(next, (next += 1)));
    }, everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

/** A 200 that goes on for `bytes`; `sent()` is what has really left our socket. */
export function endlessAnswer(bytes: number): { readonly behaviour: GraphBehaviour; readonly sent: () => number } {
  let sent: () => number = () => 0;
  const behaviour: GraphBehaviour = (_call, { response }) => {
    const { socket } = response;
    const before = socket?.bytesWritten ?? 0;
    sent = () => (socket === null ? 0 : socket.bytesWritten - socket.writableLength - before);
    response.writeHead(200, { 'content-type': 'application/json' });
    const block = Buffer.alloc(64_000, ' ');
    let left = bytes;
    const pump = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= block.length;
        if (!response.write(block)) return void response.once('drain', pump);
      }
      response.end();
    };
    pump();
  };
  return { behaviour, sent: () => sent() };
}

/** A barrier: the call is read and stays open until the test lets it go. */
export interface HeldCall {
  readonly behaviour: GraphBehaviour;
  /** The call has been read whole; nothing was accepted, nothing answered. */
  readonly arrived: Promise<GraphCall>;
  /** Lets it go on; accepts unless told otherwise. */
  release(then?: GraphBehaviour): void;
}

export function hold(): HeldCall {
  let release: (then: GraphBehaviour) => void = () => undefined;
  let arrive: (call: GraphCall) => void = () => undefined;
  const arrived = new Promise<GraphCall>((resolve) => (arrive = resolve));
  const released = new Promise<GraphBehaviour>((resolve) => (release = resolve));
  return {
    arrived,
    behaviour: async (call, answering) => {
      arrive(call);
      await (
        await released
      )(call, answering);
    },
    release: (then = accept()) => release(then),
  };
}
