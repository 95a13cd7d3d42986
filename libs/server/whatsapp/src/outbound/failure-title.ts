/**
 * Why a message failed, in words an agent can act on. Meta's own titles name internals ("Re-engagement message"); the code stays
 * beside the sentence for whoever wants to look it up.
 */
const TITLES: Readonly<Record<number, string>> = {
  0: 'WhatsApp does not accept our access token',
  3: 'Our WhatsApp app lacks a permission',
  10: 'Our WhatsApp app lacks a permission',
  33: 'WhatsApp does not know our phone number id',
  100: 'WhatsApp did not accept the form of the message',
  190: 'Our WhatsApp access token has expired',
  368: 'WhatsApp has restricted our account for breaking its rules',
  130403: 'This customer is blocked by us',
  130472: 'WhatsApp held the message back: the customer is part of an experiment',
  130497: 'WhatsApp does not let our account write to this country',
  131005: 'Our WhatsApp app has no access to this number',
  131008: 'WhatsApp did not accept the form of the message',
  131009: 'WhatsApp did not accept the form of the message',
  131021: 'The message is addressed to our own number',
  131026: 'Cannot be delivered: the number may not be on WhatsApp, or uses an old version of it',
  131030: 'This number is not on the list of allowed test recipients',
  131031: 'WhatsApp has locked our account',
  131037: 'Our display name still needs the approval of WhatsApp',
  131042: 'There is a problem with the payment method of our WhatsApp account',
  131045: 'Our phone number is not registered correctly with WhatsApp',
  131047: 'More than 24 hours have passed since the customer last wrote',
  131048: 'WhatsApp limits our number because customers reported or blocked it',
  131049: 'WhatsApp held the message back to spare the customer',
  131050: 'The customer has turned off marketing messages from us in WhatsApp',
  131051: 'WhatsApp does not support this kind of message',
  131052: 'The file could not be downloaded',
  131053: 'WhatsApp did not accept the file',
  131055: 'WhatsApp does not allow this kind of message here',
  131056: 'Too many messages to this customer in a short time',
  131062: 'WhatsApp needs the phone number for this message',
  131063: 'Our account may not send marketing templates this way',
  131064: 'WhatsApp limits our account because templates were put into the wrong category',
  132000: 'The number of values does not fit the template: it has changed at WhatsApp; synchronise the templates',
  132001: 'WhatsApp does not know this template in this language, or has not approved it; synchronise the templates',
  132005: 'The template with its values is too long',
  132007: 'WhatsApp refuses the template: it breaks its rules on content',
  132008: 'A value of the template is not in the form WhatsApp expects',
  132012: 'A value of the template is not in the form WhatsApp expects',
  132013: 'A value of the template is not in the form WhatsApp expects',
  132014: 'The template has no values of this kind; synchronise the templates',
  132015: 'WhatsApp has paused the template because customers complained about it',
  132016: 'WhatsApp has disabled the template because customers complained about it',
  132018: 'A value of the template holds line breaks, tabs or too many blanks',
  132068: 'The form behind the template is blocked by WhatsApp',
  132069: 'The form behind the template is slowed down by WhatsApp',
  130429: 'Too many messages from our number in a short time',
  80007: 'Too many requests to WhatsApp in a short time',
  4: 'Too many requests to WhatsApp in a short time',
  133010: 'Our phone number is not registered with WhatsApp',
  137000: 'The customer has a new phone or SIM card; confirm who it is first',
};

/** Refusals that mean: the template is not, or not any more, what our copy of it says. */
const OLD_TEMPLATE: ReadonlySet<number> = new Set([132000, 132001, 132005, 132007, 132008, 132012, 132013, 132014, 132015, 132016]);

export const saysTemplateChanged = (code: number): boolean => OLD_TEMPLATE.has(code);

/** @param metasTitle shown when we have no words of our own; may be missing */
export function failureTitle(code: number, metasTitle: string | null): string {
  if (Object.hasOwn(TITLES, code)) return TITLES[code] ?? '';
  if (code >= 200 && code <= 299) return 'Our WhatsApp app lacks a permission';
  return metasTitle ?? `WhatsApp refused the message (code ${code})`;
}
