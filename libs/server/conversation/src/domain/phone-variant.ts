/**
 * Three number plans have two ways to write one mobile number, and WhatsApp shows now the one, now the other, as it likes:
 * - Brazil: country, area (two digits, no zero), eight digits, and since 2012 a nine before those of mobiles. What begins with 2 to 5
 *   is a landline and never had the nine.
 * - Mexico: country and ten digits; WhatsApp keeps the 1 between them that was dialled until 2019.
 * - Argentina: country and ten digits; from abroad, mobiles have a 9 between them.
 */
const BRAZIL_LONG = /^\+55([1-9][1-9])9([6-9]\d{7})$/;
const BRAZIL_SHORT = /^\+55([1-9][1-9])([6-9]\d{7})$/;
const MEXICO_LONG = /^\+521([1-9]\d{9})$/;
const MEXICO_SHORT = /^\+52([1-9]\d{9})$/;
const ARGENTINA_LONG = /^\+549([1-9]\d{9})$/;
const ARGENTINA_SHORT = /^\+54([1-9]\d{9})$/;

const FORMS: readonly (readonly [from: RegExp, to: string])[] = [
  [BRAZIL_LONG, '+55$1$2'],
  [BRAZIL_SHORT, '+55$19$2'],
  [MEXICO_LONG, '+52$1'],
  [MEXICO_SHORT, '+521$1'],
  [ARGENTINA_LONG, '+54$1'],
  [ARGENTINA_SHORT, '+549$1'],
];

/**
 * The other way to write a mobile number, or null when there is none. For finding who is meant, never for sending: a message goes to
 * the number as WhatsApp wrote it.
 * @param phone `+` and digits
 */
export function phoneVariant(phone: string): string | null {
  for (const [from, to] of FORMS) if (from.test(phone)) return phone.replace(from, to);
  return null;
}
