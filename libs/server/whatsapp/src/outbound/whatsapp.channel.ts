import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { OutboundChannel, type SendOutcome, type StartedMessage } from '@parley/conversation';
import { Clock, Log, Metrics } from '@parley/platform';
import { acceptedWamid, messageStatus, type WireReadRequest } from '@parley/whatsapp-protocol';
import { InstallationKeys } from '../persistence/installation-keys.js';
import { WhatsAppOptions } from '../whatsapp-options.js';
import { encodeCallbackId } from './callback-id.js';
import { classifySendFailure } from './classify-send-failure.js';
import { CloudApiClient, type GraphAnswer } from './cloud-api.client.js';
import { encodeOutboundMessage } from './encode-outbound-message.js';

/** A courtesy must not hold a connection for long that a message may need. */
const READ_RECEIPT_TIMEOUT_MS = 5_000;

/** The way out to WhatsApp: encodes, calls once, and says honestly what is known afterwards. */
@Injectable()
export class WhatsAppChannel extends OutboundChannel implements OnModuleDestroy {
  private readonly client: CloudApiClient;

  constructor(
    private readonly options: WhatsAppOptions,
    private readonly keys: InstallationKeys,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {
    super();
    this.client = new CloudApiClient(options);
  }

  async send(message: StartedMessage): Promise<SendOutcome> {
    const stopTimer = this.metrics.graphRequestDuration.startTimer();
    const outcome = await this.sendOnce(message);
    stopTimer({ outcome: outcome.kind });
    if (outcome.kind !== 'accepted') {
      const reason = 'reason' in outcome ? outcome.reason : outcome.code;
      this.log.warn('outbound', 'message not accepted', { messageId: message.messageId, outcome: outcome.kind, reason });
    }
    return outcome;
  }

  private async sendOnce(message: StartedMessage): Promise<SendOutcome> {
    let body: string;
    try {
      const { callbackKey } = await this.keys.get();
      const request = encodeOutboundMessage({ ...message, callbackId: encodeCallbackId(callbackKey, message) });
      if (!request) return { kind: 'refused', code: 'no-recipient', title: 'We know neither phone number nor WhatsApp id of the customer' };
      body = JSON.stringify(request);
    } catch (error) {
      this.log.error('outbound', 'message could not be prepared', error, { messageId: message.messageId });
      return { kind: 'not-sent', reason: 'not-prepared', retryAfterMs: 5_000, scope: 'message' };
    }
    const path = this.messagesPath(message.channel.phoneNumberId);
    const answer = await this.client.post({ path, body, mayStillWrite: () => message.mayStillWrite() });
    const outcome: SendOutcome = acceptanceIn(answer) ?? classifySendFailure(answer, message.attempt, this.clock.now());
    const codeClass = answer.kind === 'answered' ? `${Math.floor(answer.status / 100)}xx` : 'none';
    this.metrics.graphRequests.inc({ outcome: outcome.kind, code_class: codeClass });
    return outcome;
  }

  async markRead(phoneNumberId: string, wamid: string): Promise<void> {
    const request: WireReadRequest = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
    const path = this.messagesPath(phoneNumberId);
    const body = JSON.stringify(request);
    const answer = await this.client.post({ path, body, mayStillWrite: () => true, timeoutMs: READ_RECEIPT_TIMEOUT_MS });
    if (answer.kind === 'answered' && answer.status === 200) return;
    // Blue ticks are a courtesy: the next message of the customer brings the next chance.
    this.log.debug('outbound', 'read receipt not given', { reason: answer.kind === 'answered' ? answer.status : answer.reason });
  }

  async onModuleDestroy(): Promise<void> {
    await this.client.close();
  }

  private messagesPath(phoneNumberId: string): string {
    return `/${this.options.graphVersion}/${encodeURIComponent(phoneNumberId)}/messages`;
  }
}

/** What WhatsApp may do with a template it has accepted; shown beside the message until a delivery report says more. */
const NOTES: Readonly<Record<string, string>> = {
  held_for_quality_assessment: 'WhatsApp holds it back until it knows how other customers take this template',
  paused: 'WhatsApp holds it back because the template is paused',
};

/** The outcome in an answer that says "accepted". */
function acceptanceIn(answer: GraphAnswer): SendOutcome | null {
  if (answer.kind !== 'answered' || answer.status < 200 || answer.status > 299) return null;
  try {
    const body: unknown = JSON.parse(answer.body.toString('utf8'));
    const wamid = acceptedWamid(body);
    if (wamid === null) return null;
    const code = messageStatus(body) ?? '';
    const title = Object.hasOwn(NOTES, code) ? NOTES[code] : undefined;
    return { kind: 'accepted', wamid, ...(title === undefined ? {} : { note: { code, title } }) };
  } catch {
    return null;
  }
}
