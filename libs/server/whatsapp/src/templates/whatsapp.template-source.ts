import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type ListedTemplate, type TemplateListing, TemplateSource } from '@parley/conversation';
import { Log } from '@parley/platform';
import { isGraphError } from '@parley/whatsapp-protocol';
import { field } from '../inbound/untrusted.js';
import { CloudApiClient, type GraphAnswer } from '../outbound/cloud-api.client.js';
import { failureTitle } from '../outbound/failure-title.js';
import { WhatsAppOptions } from '../whatsapp-options.js';
import { BusinessAccount } from './business-account.js';
import { decodeTemplate } from './decode-template.js';

const FIELDS = 'id,name,language,status,category,quality_score,components';
const PAGE_SIZE = 100;
/** An account may have 6,000 templates (250 until it is verified). Above that something is wrong with the pages. */
const MAX_PAGES = 60;
/** A large template (ten cards, ten buttons) has some 20 kB. */
const MAX_PAGE_BYTES = 4_000_000;
const PAGE_TIMEOUT_MS = 10_000;

/** Reads the list of templates from Graph, page by page. */
@Injectable()
export class WhatsAppTemplateSource extends TemplateSource implements OnModuleDestroy {
  private readonly client: CloudApiClient;

  constructor(
    private readonly options: WhatsAppOptions,
    private readonly account: BusinessAccount,
    private readonly log: Log,
  ) {
    super();
    // Its own connections: a list must not take one from a message.
    this.client = new CloudApiClient(options);
  }

  async list(
    channel: { readonly phoneNumberId: string; readonly accountId: string | null },
    signal: AbortSignal,
  ): Promise<TemplateListing> {
    try {
      const accountId = (await this.account.idOf(channel.phoneNumberId)) ?? channel.accountId;
      if (accountId === null) {
        return { kind: 'too-early', reason: 'WhatsApp has not named our account yet: it does so with the first message of a customer' };
      }
      return await this.readPages(accountId, signal);
    } catch (error) {
      this.log.error('outbound', 'template list could not be read', error);
      return failed('The list could not be read because of a fault on our side');
    }
  }

  private async readPages(accountId: string, signal: AbortSignal): Promise<TemplateListing> {
    const templates: ListedTemplate[] = [];
    let after: string | null = null;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      if (signal.aborted) return failed('It was interrupted because the server stopped');
      const answer = await this.client.get({
        path: this.pathOf(accountId, after),
        timeoutMs: PAGE_TIMEOUT_MS,
        maxAnswerBytes: MAX_PAGE_BYTES,
      });
      const read = readPage(answer);
      if ('reason' in read) return failed(read.reason);
      templates.push(...read.templates);
      if (read.after === null) return { kind: 'listed', accountId, templates, isWhole: true };
      if (read.after === after) return failed('WhatsApp gave the same page twice');
      after = read.after;
    }
    return { kind: 'listed', accountId, templates, isWhole: false };
  }

  async onModuleDestroy(): Promise<void> {
    await this.client.close();
  }

  /** By cursor: the address of the next page that Graph offers beside it would be followed wherever it leads, with our token. */
  private pathOf(accountId: string, after: string | null): string {
    const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE_SIZE), ...(after === null ? {} : { after }) });
    return `/${this.options.graphVersion}/${encodeURIComponent(accountId)}/message_templates?${query.toString()}`;
  }
}

const failed = (reason: string): TemplateListing => ({ kind: 'failed', reason });

type Page = { readonly templates: readonly ListedTemplate[]; readonly after: string | null } | { readonly reason: string };

function readPage(answer: GraphAnswer): Page {
  if (answer.kind === 'lost' && answer.reason === 'answer-too-large') return { reason: 'WhatsApp gave a list that is larger than we take' };
  if (answer.kind !== 'answered') return { reason: 'WhatsApp could not be reached' };
  const body = parse(answer.body);
  if (isGraphError(body)) return { reason: refusalOf(body.error.code) };
  const data = field(body, 'data');
  if (answer.status !== 200 || !Array.isArray(data)) return { reason: `WhatsApp's answer was none we understand (HTTP ${answer.status})` };
  const templates = data.map(decodeTemplate).filter((template) => template !== null);
  const paging = field(body, 'paging');
  const after = field(field(paging, 'cursors'), 'after');
  // The last page has a cursor too; only `next` says that something follows.
  const more = data.length > 0 && typeof field(paging, 'next') === 'string' && typeof after === 'string' && after.length <= 2_000;
  return { templates, after: more ? after : null };
}

function refusalOf(code: number): string {
  if (code === 10 || code === 3 || (code >= 200 && code <= 299)) {
    return `Our access token may not read templates: it lacks the permission whatsapp_business_management (code ${code})`;
  }
  if (code === 33 || code === 100) return `WhatsApp does not show us the templates of our account (code ${code})`;
  return `${failureTitle(code, null)} (code ${code})`;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
