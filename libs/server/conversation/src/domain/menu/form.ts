import { isAnswerTo } from './read-answer.js';

/** A form in one language: what is asked, in order, and what follows. */
export interface Form {
  /** Of the entry that opens it. */
  readonly id: string;
  readonly intro: string | null;
  readonly fields: readonly Field[];
  readonly then: { readonly kind: 'answer'; readonly text: string } | { readonly kind: 'support'; readonly teamId: string | null };
}

interface Question {
  /** The contact's attribute it is kept under. */
  readonly key: string;
  /** What it is called in the summary and to agents. */
  readonly label: string;
  readonly ask: string;
  readonly optional: boolean;
}

export type Field = Question &
  (
    | { readonly type: 'text'; readonly maxLength: number }
    | { readonly type: 'name' }
    | { readonly type: 'email' }
    | { readonly type: 'number'; readonly min: number | null; readonly max: number | null; readonly whole: boolean }
    /** Dates as they are kept, `2026-11-22`, or `today`. */
    | { readonly type: 'date'; readonly from: string | null; readonly to: string | null }
    | { readonly type: 'phone' }
    | { readonly type: 'choice'; readonly choices: readonly FieldChoice[] }
  );

export interface FieldChoice {
  readonly value: string;
  readonly title: string;
  readonly words: readonly string[];
}

/**
 * How far somebody is: what was told so far, by key, an empty text for what was skipped. The question that stands open is the first one
 * without an answer, so a form that was changed in the meantime goes on where it can.
 */
export interface FilledForm {
  readonly id: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** The question that stands open; null: all are answered, and what was told waits to be confirmed. */
export function openQuestion(form: Form, { answers }: FilledForm): Field | null {
  return form.fields.find((field) => !Object.hasOwn(answers, field.key) || !isAnswerTo(field, answers[field.key] ?? '')) ?? null;
}

/** What was told, of the questions the form still has; without what was skipped. */
export function answersOf(form: Form, filled: FilledForm): readonly { readonly field: Field; readonly value: string }[] {
  return form.fields.flatMap((field) => {
    const value = Object.hasOwn(filled.answers, field.key) ? (filled.answers[field.key] ?? '') : '';
    return value === '' ? [] : [{ field, value }];
  });
}

/** As the contact's attributes keep it. A name is also *the* name, whatever the form calls it. */
export function attributesOf(form: Form, filled: FilledForm): Readonly<Record<string, string>> {
  return Object.fromEntries(
    answersOf(form, filled).flatMap(({ field, value }) => [
      ...(field.type === 'name' ? [['name', value] as const] : []),
      [field.key, value] as const,
    ]),
  );
}
