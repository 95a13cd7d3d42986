/** One message of PostgreSQL's wire protocol. */
export interface Frame {
  /** Its type letter; empty for the first message of a client, which has none. */
  readonly type: string;
  /** What follows type and length. */
  readonly body: Buffer;
  /** All of it, as it came. */
  readonly bytes: Buffer;
}

/** Cuts a byte stream into protocol messages; what is not whole yet waits for the next chunk. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);

  /** @param startsUntyped whether the first message has no type letter: a client's start-up message */
  constructor(private startsUntyped: boolean) {}

  read(chunk: Buffer): Frame[] {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const head = this.startsUntyped ? 0 : 1;
      if (this.rest.length < head + 4) return frames;
      const length = head + this.rest.readUInt32BE(head);
      if (this.rest.length < length) return frames;
      const bytes = this.rest.subarray(0, length);
      frames.push({ type: head === 0 ? '' : String.fromCharCode(bytes[0] ?? 0), body: bytes.subarray(head + 4), bytes });
      this.rest = this.rest.subarray(length);
      this.startsUntyped = false;
    }
  }
}

/** The text up to the next NUL, and what stands after it. */
function cString(bytes: Buffer): { text: string; after: Buffer } {
  const end = bytes.indexOf(0);
  return { text: bytes.toString('utf8', 0, end), after: bytes.subarray(end + 1) };
}

/** Knows which SQL a client runs: prepared statements are parsed once and bound by name afterwards. */
export class StatementReader {
  private readonly prepared = new Map<string, string>();

  /** @returns the SQL that this message runs, null when it runs none */
  sqlOf({ type, body }: Frame): string | null {
    if (type === 'Q') return cString(body).text;
    if (type === 'P') {
      const { text: name, after } = cString(body);
      this.prepared.set(name, cString(after).text);
      return null;
    }
    // Bind: portal, then statement
    return type === 'B' ? (this.prepared.get(cString(cString(body).after).text) ?? null) : null;
  }
}
