import { Injectable } from '@nestjs/common';
import { Database, Refusal, uuidV7, Wake } from '@parley/platform';
import { isMediaType, type MediaType } from '@parley/vocabulary';
import { Inspection } from './inspect.js';
import { HEAD_BYTES } from './limits.js';
import { MediaFailure } from './media-failure.js';
import { askAgain, completeFile, dropFile, findMedia, lockLaneOf, type MediaFileRow, receiveFile } from './media.statements.js';
import { assertIs, type SendableType } from './sendable.js';
import { type ByteRange, BytesMissing, MediaStorage } from './storage/media-storage.js';

/** A file that is here. */
export interface StoredFile {
  readonly id: string;
  readonly conversationId: string;
  readonly kind: MediaType;
  /** What its bytes say. */
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Buffer;
  /** As it was given: hostile until cleaned. */
  readonly filename: string | null;
}

export interface ReceivedFile {
  readonly conversationId: string;
  readonly type: SendableType;
  readonly filename: string | null;
  readonly source: AsyncIterable<Buffer>;
}

/** Files of messages, for who shows them and who sends them. */
@Injectable()
export class MediaLibrary {
  constructor(
    private readonly database: Database,
    private readonly storage: MediaStorage,
    private readonly wake: Wake,
  ) {}

  /** @returns null when there is no such file, or its bytes are not here */
  async find(id: string): Promise<StoredFile | null> {
    const [row] = await this.database.run(findMedia, [id]);
    const isHere = row?.state === 'stored' || row?.state === 'to-upload' || row?.state === 'uploading';
    // Kept where the settings of another day pointed to: not here.
    return row && isHere && (row.storage ?? this.storage.name) === this.storage.name ? asStored(row) : null;
  }

  /** Of a file that {@link find} has found. */
  read(file: StoredFile, range: ByteRange): AsyncIterable<Buffer> {
    return this.storage.read(file.id, range);
  }

  /**
   * Like {@link read}, for who has to say first whether there is something: the first bytes are in hand when it answers.
   * @throws Refusal MEDIA_NOT_FOUND: they are no longer where they were kept
   */
  async open(file: StoredFile, range: ByteRange): Promise<AsyncIterable<Buffer>> {
    const bytes = this.read(file, range)[Symbol.asyncIterator]();
    try {
      return goOn(await bytes.next(), bytes);
    } catch (error) {
      throw error instanceof BytesMissing ? new Refusal('MEDIA_NOT_FOUND') : error;
    }
  }

  /**
   * Fetch it once more, at once.
   * @returns the conversation and message it belongs to
   * @throws Refusal MEDIA_NOT_FOUND
   */
  async askAgain(id: string): Promise<{ conversationId: string; messageId: string }> {
    const [row] = await this.database.run(findMedia, [id]);
    if (!row || row.message_id === null || row.state === 'deleting' || row.state === 'deleted') throw new Refusal('MEDIA_NOT_FOUND');
    await this.database.transaction(async (tx) => {
      await lockLaneOf(tx, row.conversation_id);
      await tx.run(askAgain, [id]);
      tx.afterCommit(() => {
        this.wake.wake('media');
        this.wake.wake('events');
      });
    });
    return { conversationId: row.conversation_id, messageId: row.message_id };
  }

  /**
   * Takes in a file that an agent sends, as far as WhatsApp would. It is kept for an hour: by then a message must have it.
   * @throws MediaFailure of the bytes; Refusal CONVERSATION_NOT_FOUND; what the source throws
   */
  async receive({ conversationId, type, filename, source }: ReceivedFile): Promise<StoredFile> {
    const id = uuidV7(Date.now());
    const { kind, mimeType } = type;
    const [made] = await this.database.run(receiveFile, [id, conversationId, kind, mimeType, filename, this.storage.name, id]);
    if (!made) throw new Refusal('CONVERSATION_NOT_FOUND');
    try {
      const inspection = new Inspection();
      // Until the first bytes are known; they are fewer than anything may have.
      let largest = HEAD_BYTES;
      const watched = inspection.watch(source, async (head) => {
        largest = await assertIs(type, head);
      });
      await this.storage.write(
        id,
        upTo(watched, () => inspection.size > largest),
      );
      const sha256 = inspection.digest();
      await this.database.run(completeFile, [id, mimeType, inspection.size, sha256]);
      return { id, conversationId, kind, mimeType, size: inspection.size, sha256, filename };
    } catch (error) {
      await this.drop(id);
      throw error;
    }
  }

  /** No message will have it. */
  async drop(id: string): Promise<void> {
    await this.database.run(dropFile, [id]);
    this.wake.wake('media');
  }
}

function asStored(row: MediaFileRow): StoredFile | null {
  if (row.mime_type === null || row.size === null || row.sha256 === null || !isMediaType(row.kind)) return null;
  const { id, conversation_id: conversationId, kind, mime_type: mimeType, sha256, filename } = row;
  return { id, conversationId, kind, mimeType, size: Number(row.size), sha256, filename };
}

/** No generator: one that was never begun would not tell the source that nobody reads on. */
function goOn(first: IteratorResult<Buffer>, rest: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  let held: IteratorResult<Buffer> | null = first;
  const next = (): Promise<IteratorResult<Buffer>> => {
    const result = held;
    held = null;
    return result === null ? rest.next() : Promise.resolve(result);
  };
  const end = async (): Promise<IteratorResult<Buffer>> => {
    await rest.return?.();
    return { done: true, value: undefined };
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}

/** Stops as soon as there is too much. */
async function* upTo(source: AsyncIterable<Buffer>, isTooMuch: () => boolean): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    if (isTooMuch()) throw new MediaFailure('too-large', 'unavailable');
    yield chunk;
  }
}
