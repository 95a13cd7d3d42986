import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { MediaFailure, MediaSource, type SourceFile } from '@parley/media';
import { graphErrorCode, isGraphError } from '@parley/whatsapp-protocol';
import { field, shortText, wireId } from '../inbound/untrusted.js';
import { CloudApiClient, type GraphAnswer } from '../outbound/cloud-api.client.js';
import { WhatsAppOptions } from '../whatsapp-options.js';

const TIMEOUT_MS = 10_000;
/** Codes that say there is no such file (any more), whatever HTTP status they come with. */
const GONE: ReadonlySet<number> = new Set([33, 100, 131_052]);

/** Asks Graph where a file is. The address lives five minutes, so it is asked for when it is needed and never kept. */
@Injectable()
export class WhatsAppMediaSource extends MediaSource implements OnModuleDestroy {
  private readonly client: CloudApiClient;

  constructor(private readonly options: WhatsAppOptions) {
    super();
    // Its own connections: a file must not take one from a message.
    this.client = new CloudApiClient(options);
  }

  async resolve(phoneNumberId: string, channelMediaId: string): Promise<SourceFile> {
    const query = new URLSearchParams({ phone_number_id: phoneNumberId }).toString();
    const path = `/${this.options.graphVersion}/${encodeURIComponent(channelMediaId)}?${query}`;
    const answer = await this.client.get({ path, timeoutMs: TIMEOUT_MS });
    if (answer.kind !== 'answered') throw new MediaFailure('unreachable', 'later');
    return this.read(answer);
  }

  async onModuleDestroy(): Promise<void> {
    await this.client.close();
  }

  private read(answer: Extract<GraphAnswer, { kind: 'answered' }>): SourceFile {
    const body = parse(answer.body);
    if (isGraphError(body)) throw refusalOf(body.error.code);
    const url = wireAddress(field(body, 'url'));
    if (answer.status !== 200 || url === null) throw new MediaFailure('refused', 'later', true);
    return {
      url,
      mimeType: shortText(field(body, 'mime_type'), 128),
      sha256: wireId(field(body, 'sha256')),
      authorization: `Bearer ${this.options.accessToken}`,
    };
  }
}

/** A file that is not there is a fact about the file; a limit or a token is one about us. */
function refusalOf(code: number): MediaFailure {
  if (GONE.has(code)) return new MediaFailure('gone', 'unavailable', true);
  // A rate limit says so and passes; it is nobody's error.
  return new MediaFailure('refused', 'later', graphErrorCode(code)?.class !== 'rate-limit');
}

function wireAddress(value: unknown): string | null {
  return typeof value === 'string' && value.length <= 4_096 ? value : null;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
