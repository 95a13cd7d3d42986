import type { INestApplicationContext } from '@nestjs/common';
import { EventBus, EventFeed, EventNumberer, MessageTallier, PresenceFeed } from '@parley/admin-chat';
import {
  FinishErasures,
  Hours,
  JoinContacts,
  OutboxDispatcher,
  OutboxSweeper,
  PublishedPlaybook,
  QueueRunner,
  ReadReceiptSender,
  Settings,
  SwitchOffChatSupport,
  TemplateSynchroniser,
  TimerRunner,
} from '@parley/conversation';
import { MediaFetcher } from '@parley/media';
import { Log, NotificationListener, WakeListener } from '@parley/platform';
import { InboxWorker } from '@parley/whatsapp';
import { RetentionRunner } from '../retention/retention-runner.js';
import type { ServerRole } from '../config/configuration.js';

/**
 * The loops of this process. Live events are everybody's: whoever inserts some numbers them, so no role depends on another being
 * up. Messages are the workers'.
 */
export class BackgroundWork {
  private readonly workers: readonly { start(): void; stop(): Promise<void> }[];

  constructor(
    private readonly app: INestApplicationContext,
    private readonly role: ServerRole,
  ) {
    const senders = [OutboxDispatcher, OutboxSweeper, ReadReceiptSender];
    const doors = [
      InboxWorker,
      TimerRunner,
      JoinContacts,
      FinishErasures,
      RetentionRunner,
      QueueRunner,
      MediaFetcher,
      ...senders,
      TemplateSynchroniser,
      MessageTallier,
    ];
    this.workers = role === 'api' ? [] : doors.map((door) => app.get<{ start(): void; stop(): Promise<void> }>(door, { strict: false }));
  }

  /**
   * Before anything listens: what every decision reads is there, so nobody is answered by defaults, and a process that says it is ready is.
   */
  async prepare(): Promise<void> {
    await Promise.all(
      [Settings, Hours, PublishedPlaybook].map((copy) => this.app.get<{ start(): Promise<void> }>(copy, { strict: false }).start()),
    );
  }

  async start(): Promise<void> {
    this.app.get(WakeListener, { strict: false }).attach();
    if (this.role !== 'worker') await this.app.get(EventFeed, { strict: false }).start();
    if (this.role !== 'worker') this.app.get(PresenceFeed, { strict: false }).start();
    await this.app.get(EventBus, { strict: false }).start();
    this.app.get(EventNumberer, { strict: false }).start();
    for (const worker of this.workers) worker.start();
    await this.app.get(NotificationListener, { strict: false }).start();
  }

  /** The rollback switch is thrown: chats that are still open end now, a batch at a time. The server answers meanwhile; its workers wait. */
  async switchOffChatSupport(): Promise<void> {
    if (this.role === 'api') return;
    const log = this.app.get(Log, { strict: false });
    try {
      const ended = await this.app.get(SwitchOffChatSupport, { strict: false }).execute();
      if (ended > 0) log.warn('conversation', 'chat support is switched off: open chats ended', { ended });
    } catch (error) {
      log.error('conversation', 'open chats not ended', error);
    }
  }

  /** Resolves when every batch in hand is done. */
  async stopWorkers(): Promise<void> {
    // In this order: what is decided last may have been started with its decision, and is still to be delivered.
    for (const worker of this.workers) await worker.stop();
  }

  closeStreams(): void {
    if (this.role !== 'worker') this.app.get(EventFeed, { strict: false }).stop();
  }

  async stopEvents(): Promise<void> {
    await this.app.get(PresenceFeed, { strict: false }).stop();
    await this.app.get(EventNumberer, { strict: false }).stop();
    await this.app.get(EventBus, { strict: false }).stop();
    await this.app.get(Settings, { strict: false }).stop();
    await this.app.get(Hours, { strict: false }).stop();
    await this.app.get(PublishedPlaybook, { strict: false }).stop();
    await this.app.get(NotificationListener, { strict: false }).stop();
  }
}
