import { Injectable } from '@nestjs/common';
import { Database, Log, statement, Wake, WorkLoop } from '@parley/platform';
import { compilePlaybook } from '../../domain/playbook/compile-playbook.js';
import type { PlaybookDocument } from '../../domain/playbook/document.js';
import { SHIPPED_PLAYBOOK } from '../../domain/playbook/shipped-playbook.js';

/** The version that is shipped; the first one published is the next. */
export const SHIPPED_VERSION = 1;

/** The net under a lost wake-up: how long another process may go on saying what was said before. */
const LOOK_EVERY_MS = 5_000;

interface Published {
  readonly number: number;
  readonly document: PlaybookDocument;
}

/** The greatest `integer` PostgreSQL has: no version has it. */
const BEYOND_ALL = 2_147_483_647;

const readNewer = statement<{ number: number; document: PlaybookDocument }>(
  'conversation-read-newer-playbook',
  'select number, document from playbook_version where number > $1 and number < $2 order by number desc limit 1',
);

/**
 * The playbook by which this process decides: a copy in memory, so that a decision asks nobody, exchanged as a whole when a version is
 * published anywhere. Until the first reading it is the shipped one.
 */
@Injectable()
export class PublishedPlaybook {
  private published: Published = { number: SHIPPED_VERSION, document: SHIPPED_PLAYBOOK };
  /** The newest version that cannot be used here: looked at once, not every five seconds. */
  private unusable = 0;
  private readonly loop: WorkLoop;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
    wake: Wake,
  ) {
    this.loop = new WorkLoop({
      name: 'playbook',
      wake,
      topic: 'playbook',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.refresh().then(() => false),
      onError: (error) => log.error('conversation', 'the playbook could not be read', error),
    });
  }

  get current(): Published {
    return this.published;
  }

  /** Before anything is decided. Throws when the database is not there. */
  async start(): Promise<void> {
    await this.refresh();
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** @returns the version that is published now */
  async refresh(): Promise<Published> {
    let [newer] = await this.database.run(readNewer, [Math.max(this.published.number, this.unusable), BEYOND_ALL]);
    // A release that was rolled back starts among versions of a later one: it says what was said before them, not what is shipped.
    while (newer && newer.number > this.published.number && !this.canPlay(newer)) {
      [newer] = await this.database.run(readNewer, [this.published.number, newer.number]);
    }
    // A read that was overtaken by a later one must not bring the older version back.
    if (newer && newer.number > this.published.number) {
      this.published = newer;
      this.log.info('conversation', 'playbook version in use', { version: newer.number });
    }
    return this.published;
  }

  /** Every language compiled before anybody waits for it; what a later release has written may be beyond this one, which then goes on as before. */
  private canPlay({ number, document }: Published): boolean {
    try {
      if ((document.format as number) !== SHIPPED_PLAYBOOK.format) throw new Error(`format ${String(document.format)} is not known here`);
      for (const language of document.languages) compilePlaybook(document, language);
      return true;
    } catch (error) {
      this.unusable = Math.max(this.unusable, number);
      this.log.error('conversation', 'a published playbook cannot be used', error, { version: number });
      return false;
    }
  }
}
