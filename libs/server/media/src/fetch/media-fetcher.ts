import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock, Database, Log, Metrics, Wake, WorkLoop } from '@parley/platform';
import { Downloader } from '../download/download.js';
import { checksumOf, Inspection, typeOf } from '../inspect.js';
import { MEDIA_FAILURES, MediaFailure } from '../media-failure.js';
import { MediaOptions } from '../media-options.js';
import { MediaSource, type SourceFile } from '../media-source.js';
import { countFailure, type DueMedia, forget, isWanted, keepFetched, lockLaneOf, recordFailure, takeDue } from '../media.statements.js';
import { MediaStorage } from '../storage/media-storage.js';
import { nextTryMs } from './retries.js';

/** A few at a time: an album is there in seconds, and what is going on when WhatsApp begins to refuse stays below what it bears. */
const AT_ONCE = 4;
/** The net under wake-ups, and what finds a file whose next try has come. */
const LOOK_EVERY_MS = 2_000;

/**
 * Fetches the files of messages, apart from the messages: these are in the thread already and wait for nothing. Each try asks WhatsApp for
 * an address and reads from it at once, because it lives five minutes.
 */
@Injectable()
export class MediaFetcher implements OnModuleDestroy {
  private readonly loop: WorkLoop;
  private readonly downloader: Downloader;
  private readonly outcomes;
  private readonly inHand = new Set<Promise<void>>();

  constructor(
    options: MediaOptions,
    private readonly wake: Wake,
    metrics: Metrics,
    private readonly database: Database,
    private readonly storage: MediaStorage,
    private readonly source: MediaSource,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.downloader = new Downloader({ trustedOrigin: options.trustedOrigin });
    this.outcomes = metrics.counter('media_fetches_total', 'Tries to fetch a file of a message, by outcome', ['outcome']);
    this.loop = new WorkLoop({
      name: 'media',
      wake,
      topic: 'media',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.begin(),
      onError: (error) => this.log.error('inbound', 'files could not be fetched', error),
    });
  }

  start(): void {
    this.downloader.resume();
    this.loop.start();
  }

  /** Files on their way are broken off and fetched again later: a stop does not wait for a film. */
  async stop(): Promise<void> {
    const stopped = this.loop.stop();
    this.downloader.interrupt();
    await stopped;
    await Promise.all(this.inHand);
  }

  async onModuleDestroy(): Promise<void> {
    await this.downloader.close();
  }

  /** One turn, with all that comes of it. */
  async runBatch(): Promise<void> {
    await this.begin();
    await Promise.all(this.inHand);
  }

  /** Takes as many files in hand as there is room for. A film that takes minutes keeps one place, and the others go on. */
  private async begin(): Promise<boolean> {
    const room = AT_ONCE - this.inHand.size;
    if (room === 0) return false;
    for (const media of await this.database.run(takeDue, [room])) {
      const work: Promise<void> = (media.state === 'deleting' ? this.remove(media) : this.fetch(media))
        // Neither could be written: its time comes round again.
        .catch((error: unknown) => this.log.error('inbound', 'what became of a file could not be kept', error, { mediaId: media.id }))
        .finally(() => {
          this.inHand.delete(work);
          this.wake.wakeHere('media');
        });
      this.inHand.add(work);
    }
    return false;
  }

  private async fetch(media: DueMedia): Promise<void> {
    try {
      const inspection = new Inspection();
      let mimeType = '';
      await this.storage.write(
        media.id,
        inspection.watch(this.bytesOf(media, inspection), async (head) => {
          if (head.length === 0) throw new MediaFailure('empty', 'later');
          mimeType = await typeOf(media.kind, head, media.announced_type);
        }),
      );
      await this.keep(media, mimeType, inspection);
    } catch (error) {
      await this.fail(media, failureOf(error));
      if (!(error instanceof MediaFailure)) this.log.error('inbound', 'file could not be kept', error, { mediaId: media.id });
    }
  }

  /** Bytes with the checksum WhatsApp gave, checked before the last of them is let through. */
  private async *bytesOf(media: DueMedia, inspection: Inspection): AsyncGenerator<Buffer> {
    const { phone_number_id: phoneNumberId, channel_media_id: channelMediaId } = media;
    if (channelMediaId === null) throw new MediaFailure('gone', 'unavailable');
    let file = await this.source.resolve(phoneNumberId, channelMediaId);
    let first = true;
    for (;;) {
      try {
        for await (const chunk of this.downloader.bytes(file)) {
          first = false;
          yield chunk;
        }
        break;
      } catch (error) {
        // Once: an address that is old at once is something else.
        if (!first || !(error instanceof MediaFailure) || error.next !== 'address-expired') throw error;
        first = false;
        file = await this.source.resolve(phoneNumberId, channelMediaId);
      }
    }
    assertWhole(inspection, file, media);
  }

  private async keep(media: DueMedia, mimeType: string, inspection: Inspection): Promise<void> {
    const kept = await this.database.transaction(async (tx) => {
      await lockLaneOf(tx, media.conversation_id);
      const key = media.id;
      const values = [media.id, media.attempts, mimeType, inspection.size, inspection.digest(), this.storage.name, key];
      return (await tx.run(keepFetched, values)).length > 0;
    });
    this.outcomes.inc({ outcome: kept ? 'stored' : 'overtaken' });
    if (kept) this.log.debug('inbound', 'file stored', { mediaId: media.id, bytes: inspection.size });
    // Taken back while it was on its way: nobody is to see it. But what another has in hand, or has kept, stays.
    else if ((await this.database.run(isWanted, [media.id])).length === 0) await this.storage.remove(media.id);
  }

  private async fail(media: DueMedia, failure: MediaFailure): Promise<void> {
    const delay = nextTryMs(failure, media.attempts, this.clock.now().getTime() - media.created_at.getTime());
    const state = delay === null ? 'unavailable' : 'pending';
    const reason = delay === null && failure.next !== 'unavailable' ? MEDIA_FAILURES.gone : MEDIA_FAILURES[failure.code];
    await this.database.transaction(async (tx) => {
      await lockLaneOf(tx, media.conversation_id);
      await tx.run(recordFailure, [media.id, media.attempts, state, failure.code, reason, delay ?? 0]);
    });
    this.outcomes.inc({ outcome: state === 'unavailable' ? 'unavailable' : 'later' });
    this.log.warn('inbound', 'file not fetched', { mediaId: media.id, reason: failure.code, attempts: media.attempts, state });
    if (!failure.countsAtMeta) return;
    const [circuit] = await this.database.run(countFailure, [media.channel_id]);
    if (circuit?.open_until)
      this.log.warn('inbound', 'WhatsApp refuses files: left in peace for a while', { until: circuit.open_until.toISOString() });
  }

  private async remove(media: DueMedia): Promise<void> {
    try {
      if (media.storage === null || media.storage === this.storage.name) await this.storage.remove(media.storage_key ?? media.id);
      else this.log.warn('inbound', 'file is kept where this server does not look', { mediaId: media.id, storage: media.storage });
      await this.database.run(forget, [media.id]);
    } catch (error) {
      // Its time comes round again.
      this.log.error('inbound', 'file could not be removed', error, { mediaId: media.id });
    }
  }
}

function assertWhole(inspection: Inspection, file: SourceFile, media: DueMedia): void {
  const expected = checksumOf(file.sha256) ?? checksumOf(media.announced_sha256);
  if (expected !== null && !inspection.digest().equals(expected)) throw new MediaFailure('wrong-checksum', 'later');
}

function failureOf(error: unknown): MediaFailure {
  return error instanceof MediaFailure ? error : new MediaFailure('storage', 'later');
}
