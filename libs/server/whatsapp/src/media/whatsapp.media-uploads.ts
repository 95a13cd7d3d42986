import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type FileToUpload, MediaUploads, type UploadOutcome } from '@parley/media';
import { Log } from '@parley/platform';
import { graphErrorCode, isGraphError } from '@parley/whatsapp-protocol';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import { field, wireId } from '../inbound/untrusted.js';
import { failureTitle } from '../outbound/failure-title.js';
import { WhatsAppOptions } from '../whatsapp-options.js';

const CONNECT_MS = 3_000;
/** 100 MB at 1 MB a second, and a little; an agent waits for it, and what is slower is better sent smaller. */
const LONGEST_MS = 120_000;
/** An answer is an id or an error. */
const MAX_ANSWER_BYTES = 64 * 1024;
/** Codes that speak of the file: a parameter that is wrong, and media that cannot be taken. */
const ABOUT_FILE: ReadonlySet<number> = new Set([100, 131_052, 131_053]);

/** Hands files to Graph, streamed: a film is never in memory as a whole. */
@Injectable()
export class WhatsAppMediaUploads extends MediaUploads implements OnModuleDestroy {
  // Connections of its own: a file must not take one from a message.
  private readonly agent = new Agent({ connect: { timeout: CONNECT_MS } });

  constructor(
    private readonly options: WhatsAppOptions,
    private readonly log: Log,
  ) {
    super();
  }

  async upload(phoneNumberId: string, file: FileToUpload): Promise<UploadOutcome> {
    const outcome = await this.uploadOnce(phoneNumberId, file);
    if (outcome.kind !== 'uploaded') this.log.warn('outbound', 'file not uploaded', { outcome: outcome.kind, reason: outcome.reason });
    return outcome;
  }

  async onModuleDestroy(): Promise<void> {
    await this.agent.destroy();
  }

  private async uploadOnce(phoneNumberId: string, file: FileToUpload): Promise<UploadOutcome> {
    const { graphUrl, graphVersion, accessToken } = this.options;
    const { head, tail, contentType } = form(file);
    let answer: Dispatcher.ResponseData;
    let body: string | null;
    try {
      answer = await request(`${graphUrl.replace(/\/+$/, '')}/${graphVersion}/${encodeURIComponent(phoneNumberId)}/media`, {
        method: 'POST',
        dispatcher: this.agent,
        headers: {
          authorization: `Bearer ${accessToken}`,
          'content-type': contentType,
          'content-length': String(head.length + file.size + tail.length),
          'user-agent': 'parley',
        },
        body: Readable.from(around(head, file, tail), { objectMode: false }),
        // A connection that was idle may be closed under us, and a stream cannot be sent a second time.
        reset: true,
        signal: AbortSignal.timeout(LONGEST_MS),
      });
      body = await textOf(answer.body);
    } catch (error) {
      this.log.debug('outbound', 'upload broke off', { reason: error instanceof Error ? error.message : 'unknown' });
      return { kind: 'failed', reason: 'WhatsApp could not be reached' };
    }
    return outcomeOf(answer.statusCode, body);
  }
}

/** The name is nobody's: what the customer sees goes with the message. */
function form({ mimeType }: FileToUpload): { head: Buffer; tail: Buffer; contentType: string } {
  const boundary = `parley-${randomBytes(18).toString('hex')}`;
  // WhatsApp takes no bare `audio/ogg`.
  const type = mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mimeType;
  const value = (name: string, text: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
  const part = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="file"\r\ncontent-type: ${type}\r\n\r\n`;
  return {
    head: Buffer.from(value('messaging_product', 'whatsapp') + value('type', type) + part),
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

async function* around(head: Buffer, file: FileToUpload, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  yield* file.read();
  yield tail;
}

function outcomeOf(status: number, text: string | null): UploadOutcome {
  const body = parse(text);
  if (isGraphError(body)) {
    const { code } = body.error;
    const reason = `${failureTitle(code, graphErrorCode(code)?.title ?? null)} (code ${code})`;
    return { kind: ABOUT_FILE.has(code) ? 'refused' : 'failed', reason };
  }
  const id = wireId(field(body, 'id'));
  if (status === 200 && id !== null) return { kind: 'uploaded', channelMediaId: id };
  return { kind: 'failed', reason: `WhatsApp's answer was none we understand (HTTP ${status})` };
}

/** Null when it is longer than any answer of Graph's. */
async function textOf(body: AsyncIterable<Buffer>): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
