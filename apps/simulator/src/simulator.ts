import { randomUUID } from 'node:crypto';
import { SimulatorClock } from './clock.js';
import { CustomerActions } from './customers/customer-actions.js';
import { CustomerBook } from './customers/customer-book.js';
import { EventFeed } from './events/event-feed.js';
import { FaultBoard } from './faults/fault-board.js';
import { MarkRead } from './graph/mark-read.js';
import { MediaStore } from './graph/media/media-store.js';
import { RequestJournal } from './graph/request-journal.js';
import { SendMessage } from './graph/send-message.js';
import { TemplateShelf } from './graph/templates/template-shelf.js';
import { MessageLog } from './messages/message-log.js';
import { defaultBehaviour, type SimulatorSettings } from './settings.js';
import { BusinessNews } from './webhooks/business-news.js';
import { StatusJourney } from './webhooks/status-journey.js';
import type { Verification } from './webhooks/verify-endpoint.js';
import { WebhookSender } from './webhooks/webhook-sender.js';

/** Meta's side, whole and in memory: what the routes work on. Knows nothing of HTTP servers. */
export class Simulator {
  /** Different in every process: a page that sees another one starts over. */
  readonly instance = randomUUID();
  readonly clock = new SimulatorClock();
  readonly feed = new EventFeed();
  readonly journal = new RequestJournal();
  readonly templates = new TemplateShelf();
  readonly log: MessageLog;
  readonly customers: CustomerBook;
  readonly faults: FaultBoard;
  readonly media: MediaStore;
  readonly webhooks: WebhookSender;
  readonly journey: StatusJourney;
  readonly actions: CustomerActions;
  readonly news: BusinessNews;
  readonly sendMessage: SendMessage;
  readonly markRead: MarkRead;
  verification: Verification = { state: 'none', detail: 'Not tried yet.', at: null };
  private readonly firstBehaviour: SimulatorSettings['behaviour'];

  constructor(readonly settings: SimulatorSettings) {
    this.firstBehaviour = structuredClone(settings.behaviour);
    this.log = new MessageLog(this.feed);
    this.customers = new CustomerBook(this.clock, this.feed);
    this.faults = new FaultBoard(this.clock, this.feed);
    this.media = new MediaStore(this.clock);
    this.webhooks = new WebhookSender(settings, this.faults, (delivery, attempt) => this.actions.webhookTried(delivery, attempt));
    this.journey = new StatusJourney(settings, this.clock, this.log, this.customers, { faults: this.faults, webhooks: this.webhooks });
    this.actions = new CustomerActions(settings, this.clock, this.customers, this.log, { webhooks: this.webhooks, journey: this.journey });
    this.news = new BusinessNews(settings, this.clock, this.log, this.webhooks);
    this.sendMessage = new SendMessage(this);
    this.markRead = new MarkRead(this.clock, this.customers, this.log);
  }

  /** Everything forgotten: customers, messages, faults, clock, limits, settings changed on the way. What is under way is given up. */
  reset(): void {
    this.journey.reset();
    this.webhooks.reset();
    this.faults.clear();
    this.log.clear();
    this.customers.clear();
    this.media.clear();
    this.templates.clear();
    this.journal.clear();
    this.sendMessage.reset();
    this.clock.reset();
    Object.assign(this.settings.behaviour, defaultBehaviour(), structuredClone(this.firstBehaviour));
    this.feed.publish({ type: 'reset' });
  }

  close(): void {
    this.journey.reset();
    this.webhooks.close();
  }
}
