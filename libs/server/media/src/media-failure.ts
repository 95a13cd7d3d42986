/**
 * Why a file is not there. `unavailable` is final until a person asks again; `later` is tried again by itself; `address-expired` asks for
 * a new address. `countsAtMeta`: WhatsApp itself refused, and shuts media off for half an hour after 20 such answers in an hour.
 */
export class MediaFailure extends Error {
  constructor(
    readonly code: MediaFailureCode,
    readonly next: 'unavailable' | 'later' | 'address-expired',
    readonly countsAtMeta = false,
  ) {
    super(code);
    this.name = 'MediaFailure';
  }
}

/** In plain words for the agent: the sentence behind every code. */
export const MEDIA_FAILURES = {
  gone: 'WhatsApp no longer has this file: it keeps files for seven days.',
  'not-found': 'WhatsApp did not find the file. It is tried again.',
  'too-large': 'The file is larger than 100 MB.',
  empty: 'WhatsApp sent an empty file.',
  'wrong-type': 'The file is not what it says it is, so it was not kept.',
  'wrong-checksum': 'The file arrived damaged. It is tried again.',
  'forbidden-address': 'The file is not at one of the addresses of WhatsApp, so it was not fetched.',
  redirect: 'The address of the file leads elsewhere, so it was not fetched.',
  unreachable: 'WhatsApp could not be reached. It is tried again.',
  refused: 'WhatsApp did not give us the file. It is tried again.',
  'too-slow': 'The file came too slowly. It is tried again.',
  storage: 'The file could not be stored. It is tried again.',
} as const;
export type MediaFailureCode = keyof typeof MEDIA_FAILURES;
