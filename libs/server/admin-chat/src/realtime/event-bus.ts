import { Inject, Injectable } from '@nestjs/common';
import { NotificationListener } from '@parley/platform';
import { EVENTS_CHANNEL } from './event-numberer.js';

/** Tells every process that events have new numbers. Carries no content: a lost signal costs time, never an event. */
export abstract class EventBus {
  /** Before the server starts. `onSignal` also after every reconnect. */
  abstract subscribe(onSignal: () => void): void;
}

/** PostgreSQL NOTIFY, sent by the numberer in the transaction that numbers. */
@Injectable()
export class PostgresEventBus extends EventBus {
  constructor(@Inject(NotificationListener) private readonly listener: NotificationListener) {
    super();
  }

  subscribe(onSignal: () => void): void {
    this.listener.listen(EVENTS_CHANNEL, onSignal);
    this.listener.onConnected(onSignal);
  }
}
