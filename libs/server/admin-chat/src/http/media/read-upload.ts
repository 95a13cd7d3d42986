import type { StoredFile } from '@parley/media';
import { type FieldProblem, Refusal } from '@parley/platform';
import { MAX_CAPTION } from '@parley/vocabulary';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { FileInHand } from '../../sending/send-file.js';

/** A request as the multipart plugin of the server hands it on: its parts one after the other, each as it comes. */
interface MultipartRequest extends FastifyRequest {
  isMultipart(): boolean;
  parts(): AsyncIterable<Part>;
}
type Part =
  | { readonly type: 'field'; readonly fieldname: string; readonly value: unknown; readonly valueTruncated: boolean }
  | {
      readonly type: 'file';
      readonly fieldname: string;
      readonly filename: string | undefined;
      readonly mimetype: string;
      readonly file: AsyncIterable<Buffer>;
    };

export interface Upload {
  readonly file: StoredFile;
  /** Empty: none. */
  readonly caption: string;
  readonly replyTo: string | null;
}

/** What is wrong with the form itself; its own kind of problem, so that a file taken in before it is dropped again. */
class Form {
  file: StoredFile | null = null;
  private readonly values = new Map<string, string>();

  add(name: string, value: unknown, isCut: boolean): void {
    if (name !== 'caption' && name !== 'replyTo') throw invalid(name, 'is not a field of this request');
    if (this.values.has(name)) throw invalid(name, 'is there more than once');
    if (typeof value !== 'string' || isCut) throw invalid(name, 'is too long or no text');
    this.values.set(name, value);
  }

  finish(): Upload {
    const caption = this.values.get('caption') ?? '';
    const replyTo = this.values.get('replyTo') ?? '';
    if (caption.length > MAX_CAPTION) throw invalid('caption', `must be at most ${MAX_CAPTION} characters`);
    if (caption !== '' && (this.file?.kind === 'audio' || this.file?.kind === 'sticker')) {
      throw invalid('caption', 'WhatsApp shows none with sound and stickers');
    }
    if (replyTo !== '' && !isUUID(replyTo)) throw invalid('replyTo', 'must be the id of a message');
    if (!this.file) throw invalid('file', 'is missing');
    return { file: this.file, caption, replyTo: replyTo === '' ? null : replyTo.toLowerCase() };
  }
}

/**
 * Reads the form part by part: the file is taken in while it comes.
 * @throws Refusal UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED; what `receive` throws. A file taken in before was dropped.
 */
export async function readUpload(
  request: FastifyRequest,
  { receive, drop }: { receive: (file: FileInHand) => Promise<StoredFile>; drop: (file: StoredFile) => Promise<void> },
): Promise<Upload> {
  const multipart = request as MultipartRequest;
  if (!multipart.isMultipart()) throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'The body must be multipart/form-data');
  const form = new Form();
  try {
    for await (const part of multipart.parts()) {
      if (part.type === 'field') form.add(part.fieldname, part.value, part.valueTruncated);
      else {
        if (part.fieldname !== 'file') throw invalid(part.fieldname, 'is not a file of this request');
        if (form.file) throw invalid('file', 'is there more than once');
        form.file = await receive({ announcedType: part.mimetype, filename: part.filename ?? null, source: part.file });
      }
    }
    return form.finish();
  } catch (error) {
    if (form.file) await drop(form.file);
    // What still comes is nobody's, and an answer is only read by who has finished writing.
    request.raw.unpipe();
    request.raw.resume();
    throw asRefusal(error);
  }
}

/** A form that cannot be read is the sender's mistake, whatever the parser makes of it; who went away reads no answer. */
function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; message?: unknown };
  if (code === 'FST_FILES_LIMIT') return invalid('file', 'is there more than once');
  if (typeof code === 'string' && code.startsWith('FST_'))
    return new Refusal('VALIDATION_FAILED', 'The form has too many or too large parts');
  if (typeof message === 'string' && /multipart|boundary|malformed part/i.test(message)) {
    return new Refusal('VALIDATION_FAILED', 'The form is broken or not whole');
  }
  return error;
}

function invalid(field: string, message: string): Refusal {
  const problems: readonly FieldProblem[] = [{ field: field.slice(0, 64), message }];
  return new Refusal('VALIDATION_FAILED', `${field.slice(0, 64)} ${message}`, problems);
}
