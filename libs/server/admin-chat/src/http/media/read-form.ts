import type { StoredFile } from '@parley/media';
import { type FieldProblem, Refusal } from '@parley/platform';
import type { FastifyRequest } from 'fastify';
import type { FileInHand } from '../../sending/outgoing-files.js';

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

/** A form that has come whole: its one file, and what was written in its fields. */
export interface WholeForm<Field extends string> {
  readonly file: StoredFile;
  /** Null: the form has no such field. */
  readonly value: (name: Field) => string | null;
}

interface FormReader<Field extends string, Result> {
  readonly fields: readonly Field[];
  readonly receive: (file: FileInHand) => Promise<StoredFile>;
  readonly drop: (file: StoredFile) => Promise<void>;
  /** Says what the form means, or throws what is wrong with it. */
  readonly finish: (form: WholeForm<Field>) => Result;
}

/**
 * Reads the form part by part: the file is taken in while it comes.
 * @throws Refusal UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED; what `receive` and `finish` throw. A file taken in before was dropped.
 */
export async function readForm<Field extends string, Result>(
  request: FastifyRequest,
  { fields, receive, drop, finish }: FormReader<Field, Result>,
): Promise<Result> {
  const multipart = request as MultipartRequest;
  if (!multipart.isMultipart()) throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'The body must be multipart/form-data');
  const form = new Form(fields);
  let file: StoredFile | null = null;
  try {
    for await (const part of multipart.parts()) {
      if (part.type === 'field') form.add(part.fieldname, part.value, part.valueTruncated);
      else {
        if (part.fieldname !== 'file') throw invalid(part.fieldname, 'is not a file of this request');
        if (file) throw invalid('file', 'is there more than once');
        file = await receive({ announcedType: part.mimetype, filename: part.filename ?? null, source: part.file });
      }
    }
    if (!file) throw invalid('file', 'is missing');
    return finish({ file, value: (name) => form.values.get(name) ?? null });
  } catch (error) {
    if (file) await drop(file);
    // What still comes is nobody's, and an answer is only read by who has finished writing.
    request.raw.unpipe();
    request.raw.resume();
    throw asRefusal(error);
  }
}

/** The fields of a form, each at most once. */
class Form {
  readonly values = new Map<string, string>();

  constructor(private readonly fields: readonly string[]) {}

  add(name: string, value: unknown, isCut: boolean): void {
    if (!this.fields.includes(name)) throw invalid(name, 'is not a field of this request');
    if (this.values.has(name)) throw invalid(name, 'is there more than once');
    if (typeof value !== 'string' || isCut) throw invalid(name, 'is too long or no text');
    this.values.set(name, value);
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

export function invalid(field: string, message: string): Refusal {
  const problems: readonly FieldProblem[] = [{ field: field.slice(0, 64), message }];
  return new Refusal('VALIDATION_FAILED', `${field.slice(0, 64)} ${message}`, problems);
}
