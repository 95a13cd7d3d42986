import type { TemplateChange } from '@parley/conversation';
import { field, shortText } from '../inbound/untrusted.js';
import { templateCategory, templateQuality, templateStatus } from './decode-template.js';

const NOTHING_NEW = { status: null, quality: null, category: null };

/**
 * What a change of the account says of one template, or null when it is about something else. A status we do not know (flagged, locked) is
 * no news: the list, which is read again now, has it in its own words.
 * @param name the webhook field
 */
export function decodeTemplateChange(name: string, value: unknown): TemplateChange | null {
  const news = Object.hasOwn(NEWS, name) ? NEWS[name]?.(value) : undefined;
  const template = shortText(field(value, 'message_template_name'), 512);
  const language = shortText(field(value, 'message_template_language'), 20);
  if (news === undefined || template === null || language === null) return null;
  return { name: template, language, ...NOTHING_NEW, ...news };
}

const NEWS: Readonly<Record<string, (value: unknown) => Partial<TemplateChange>>> = {
  message_template_status_update: (value) => {
    const status = templateStatus(field(value, 'event'));
    return status === 'other' ? {} : { status };
  },
  message_template_quality_update: (value) => ({ quality: templateQuality(field(value, 'new_quality_score')) }),
  template_category_update: (value) => {
    const category = templateCategory(field(value, 'new_category'));
    return category === 'other' ? {} : { category };
  },
  message_template_components_update: () => ({}),
};
