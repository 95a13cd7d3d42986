import type { PreviewStep } from '@parley/conversation';
import { Refusal, refuseFields, requestObject } from '@parley/platform';
import { isLanguage, MAX_OUTBOUND_TEXT, type Language } from '@parley/vocabulary';
import { SENDABLE } from './playbook.dto.js';

/** Nobody looks at more than this of a preview at a time, and each step is a decision. */
const MAX_STEPS = 50;

/**
 * Bodies that carry a playbook are read by hand: the document is judged as it came, and a validator of classes would drop fields whose
 * names it cannot have before anybody could say that they do not exist.
 */
export interface DraftRequest {
  readonly document: unknown;
  readonly revision: number;
}

/** @throws Refusal VALIDATION_FAILED */
export function readDraftRequest(body: unknown): DraftRequest {
  const { document, revision } = fieldsOf(body, ['document', 'revision']);
  if (!Number.isInteger(revision) || Number(revision) < 0) refuse('revision', 'revision must be a whole number');
  return { document, revision: Number(revision) };
}

/** @throws Refusal VALIDATION_FAILED */
export function readValidateRequest(body: unknown): unknown {
  return fieldsOf(body, ['document'])['document'];
}

export interface PreviewRequest {
  /** What is played: a version that is there, or a document of one's own. */
  readonly of: 'published' | 'draft' | { readonly document: unknown };
  readonly language: Language | null;
  readonly steps: readonly PreviewStep[];
}

/** @throws Refusal VALIDATION_FAILED */
export function readPreviewRequest(body: unknown): PreviewRequest {
  const { of = 'draft', document, language = null, steps } = fieldsOf(body, ['of', 'document', 'language', 'steps']);
  if (of !== 'published' && of !== 'draft') return refuse('of', 'of must be published or draft');
  if (language !== null && !isLanguage(language)) return refuse('language', 'language must be one of those that are shipped');
  if (!Array.isArray(steps) || steps.length < 1 || steps.length > MAX_STEPS)
    return refuse('steps', `steps must be a list of 1 to ${String(MAX_STEPS)} steps`);
  return {
    of: document === undefined ? of : { document },
    language,
    steps: steps.map((step, index) => stepOf(step, `steps.${String(index)}`)),
  };
}

function stepOf(step: unknown, field: string): PreviewStep {
  const entries = typeof step === 'object' && step !== null ? Object.entries(step) : [];
  const [name, value] = entries[0] ?? [];
  if (entries.length === 1 && typeof value === 'string' && value.length <= MAX_OUTBOUND_TEXT) {
    if (name === 'say') return { kind: 'say', text: value };
    if (name === 'tap') return { kind: 'tap', choice: value };
    const type = SENDABLE.find((sendable) => sendable === value);
    if (name === 'send' && type) return { kind: 'send', type };
  }
  return refuse(field, `${field} must be one of {say: text}, {tap: id or title}, {send: ${SENDABLE.join(' | ')}}`);
}

function fieldsOf(body: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  const fields = requestObject(body);
  refuseFields(Object.keys(fields).filter((name) => !known.includes(name)));
  return fields as Readonly<Record<string, unknown>>;
}

function refuse(field: string, message: string): never {
  throw new Refusal('VALIDATION_FAILED', message, [{ field, message }]);
}
