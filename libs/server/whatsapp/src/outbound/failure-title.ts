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
  131050: 'The customer does not want marketing messages',
  131051: 'WhatsApp does not support this kind of message',
  131052: 'The file could not be downloaded',
  131053: 'WhatsApp did not accept the file',
  131056: 'Too many messages to this customer in a short time',
  131062: 'WhatsApp needs the phone number for this message',
  130429: 'Too many messages from our number in a short time',
  80007: 'Too many requests to WhatsApp in a short time',
  4: 'Too many requests to WhatsApp in a short time',
  133010: 'Our phone number is not registered with WhatsApp',
  137000: 'The customer has a new phone or SIM card; confirm who it is first',
};

/** @param metasTitle shown when we have no words of our own; may be missing */
export function failureTitle(code: number, metasTitle: string | null): string {
  if (Object.hasOwn(TITLES, code)) return TITLES[code] ?? '';
  if (code >= 200 && code <= 299) return 'Our WhatsApp app lacks a permission';
  return metasTitle ?? `WhatsApp refused the message (code ${code})`;
}
