/** What a template is for, by WhatsApp's own judgement: it decides the price, and whom WhatsApp spares. `other`: a category newer than we are. */
export const TEMPLATE_CATEGORIES = ['utility', 'marketing', 'authentication', 'other'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** Where a template stands with WhatsApp. Only an `approved` one may be sent. `other`: a state newer than we are. */
export const TEMPLATE_STATUSES = ['approved', 'pending', 'paused', 'rejected', 'disabled', 'deleted', 'other'] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];

/** What customers think of it, by their blocks and reports. */
export const TEMPLATE_QUALITIES = ['high', 'medium', 'low', 'unknown'] as const;
export type TemplateQuality = (typeof TEMPLATE_QUALITIES)[number];

/** Longest body of a template with its parameters in place; WhatsApp refuses a longer one (132005). */
export const MAX_TEMPLATE_BODY = 1024;
/** Longest text header, parameter in place. */
export const MAX_TEMPLATE_HEADER = 60;
/** Longest address behind a link button, suffix in place. */
export const MAX_TEMPLATE_URL = 2000;
/** Longest code that a "copy code" button copies. */
export const MAX_COPY_CODE = 15;
/** Longest one-time code of an authentication template. */
export const MAX_ONE_TIME_CODE = 15;
/** Longest name or address of a place above a template, by our own rule: WhatsApp names no bound. */
export const MAX_LOCATION_WORDS = 256;
