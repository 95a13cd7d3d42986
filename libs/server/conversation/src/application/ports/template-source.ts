import type { TemplateCategory, TemplateQuality, TemplateStatus } from '@parley/vocabulary';
import type { TemplateParts } from '../../domain/templates/message-template.js';

/** A template as the channel lists it. */
export interface ListedTemplate {
  readonly externalId: string | null;
  readonly name: string;
  readonly language: string;
  readonly category: TemplateCategory;
  readonly status: TemplateStatus;
  readonly quality: TemplateQuality;
  readonly parts: TemplateParts;
}

/**
 * What became of asking for the list.
 * - `listed`: all of it, or as much as we take (`isWhole` false): then what is missing may still exist.
 * - `too-early`: WhatsApp has yet to tell us where the list is; nothing is wrong, and nobody needs to be told but who asks.
 * - `failed`: nothing is known.
 *
 * `reason` in plain words, for the console.
 */
export type TemplateListing =
  | { readonly kind: 'listed'; readonly accountId: string; readonly templates: readonly ListedTemplate[]; readonly isWhole: boolean }
  | { readonly kind: 'too-early'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Where templates come from. Implemented by the channel's adapter; never throws. */
export abstract class TemplateSource {
  /**
   * @param channel the business number, and the account it belonged to when we last knew
   * @param signal aborted when the process stops: between two pages nothing is asked any more
   */
  abstract list(
    channel: { readonly phoneNumberId: string; readonly accountId: string | null },
    signal: AbortSignal,
  ): Promise<TemplateListing>;
}
