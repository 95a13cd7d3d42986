import { buildMessage, ValidateBy, type ValidationOptions } from 'class-validator';
import { PASSWORD_MAX, PASSWORD_MIN } from '../passwords.js';

/** Nothing a person would see: spaces of any kind, what no font draws (zero-width characters, fillers, marks of direction), empty braille. */
const INVISIBLE_ONLY = /^[\s\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** NUL cannot be stored; half a surrogate pair is no character. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/**
 * A text a person wrote: a string with something visible in it, at most `max` characters (UTF-16 units, the strictest way
 * of counting, so that WhatsApp never finds it too long), without NUL and
 * half surrogate pairs. It is checked, never changed.
 */
export function IsWrittenText(max: number, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isWrittenText',
      validator: {
        validate: (value: unknown) => isWrittenText(value, max),
        defaultMessage: buildMessage((prefix) => `${prefix}must be a text of 1 to ${max} characters, not blank`, options),
      },
    },
    options,
  );
}

/** What {@link IsWrittenText} asks, for values without a property of their own. */
export function isWrittenText(value: unknown, max: number): value is string {
  return typeof value === 'string' && !INVISIBLE_ONLY.test(value) && isStorable(value, max);
}

/** Like {@link IsWrittenText}, but may be empty. */
export function IsStorableText(max: number, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isStorableText',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isStorable(value, max),
        defaultMessage: buildMessage((prefix) => `${prefix}must be a text of at most ${max} characters`, options),
      },
    },
    options,
  );
}

function isStorable(text: string, max: number): boolean {
  if (UNSTORABLE.test(text)) return false;
  return text.length <= max;
}

/** 8 to 128 characters, no rules of composition, nothing trimmed. */
export function IsPassword(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isPassword',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && value.length >= PASSWORD_MIN && isStorable(value, PASSWORD_MAX),
        defaultMessage: buildMessage((prefix) => `${prefix}must have ${PASSWORD_MIN} to ${PASSWORD_MAX} characters`, options),
      },
    },
    options,
  );
}
