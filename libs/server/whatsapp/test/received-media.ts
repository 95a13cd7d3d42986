import { MediaFetcher, MediaLibrary } from '@parley/media';
import { eventually } from '@parley/testing';
import { InboxWorker } from '../src/inbound/inbox-worker.js';
import { withMessage } from './bodies/case.js';
import { MediaGraph } from './media-graph.js';
import { startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

export interface ShownMedia {
  readonly state?: string;
  readonly reason?: string | null;
  readonly mimeType?: string;
  readonly size?: number;
}

/** Messages with files, from the webhook to what the thread shows of them; the fetcher runs when a test says so. */
export class ReceivedMedia {
  private customers = 0;

  private constructor(
    readonly whatsapp: WhatsAppApp,
    readonly graph: MediaGraph,
  ) {}

  static async start(): Promise<ReceivedMedia> {
    const graph = new MediaGraph();
    const whatsapp = await startWhatsAppApp({ graphUrl: await graph.start() });
    whatsapp.app.get(InboxWorker).start();
    return new ReceivedMedia(whatsapp, graph);
  }

  async stop(): Promise<void> {
    await this.whatsapp.app.get(InboxWorker).stop();
    await this.whatsapp.close();
    await this.graph.stop();
  }

  /** As if nothing had happened yet. */
  async reset(): Promise<void> {
    this.graph.reset();
    await this.query('truncate media_circuit');
  }

  get fetcher(): MediaFetcher {
    return this.whatsapp.app.get(MediaFetcher);
  }

  get library(): MediaLibrary {
    return this.whatsapp.app.get(MediaLibrary);
  }

  query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return this.whatsapp.db.database.query<Row>(text, values);
  }

  /** Every file may be tried now. */
  async letTimePass(): Promise<void> {
    await this.query(`update media set next_try_at = now() where state = 'pending'`);
  }

  /** Delivers one message with a file. @returns its id */
  async receive(media: Record<string, unknown> = {}, type = 'image'): Promise<string> {
    this.customers += 1;
    const from = `447700900${String(100 + this.customers)}`;
    await this.whatsapp.deliver(withMessage(from, { type, [type]: { id: '118', mime_type: 'image/png', ...media } }));
    return eventually(async () => {
      const [row] = await this.query<{ id: string }>(
        `select m.id from message m join conversation v on v.id = m.conversation_id join contact c on c.id = v.contact_id
          where c.phone = $1 and m.direction = 'inbound'`,
        [`+${from}`],
      );
      if (!row) throw new Error('not there yet');
      return row.id;
    }, 20_000);
  }

  async shown(id: string): Promise<ShownMedia> {
    const [row] = await this.query<{ media: ShownMedia }>(`select content -> 'media' as media from message where id = $1`, [id]);
    return row?.media ?? {};
  }

  async bytesOf(id: string): Promise<Buffer | null> {
    const file = await this.library.find(id);
    if (!file) return null;
    const chunks: Buffer[] = [];
    for await (const chunk of this.library.read(file, { start: 0, end: file.size - 1 })) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  chunksOf(id: string): Promise<unknown[]> {
    return this.query('select 1 from media_chunk where media_id = $1', [id]);
  }
}
