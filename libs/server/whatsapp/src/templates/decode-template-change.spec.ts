import { describe, expect, it } from '@jest/globals';
import { decodeTemplateChange } from './decode-template-change.js';

const of = { message_template_id: 594425479261596, message_template_name: 'order_update', message_template_language: 'en_US' };
const template = { name: 'order_update', language: 'en_US', status: null, quality: null, category: null };

describe('news of a template', () => {
  it.each([
    ['message_template_status_update', { event: 'APPROVED' }, { status: 'approved' }],
    ['message_template_status_update', { event: 'REINSTATED' }, { status: 'approved' }],
    ['message_template_status_update', { event: 'PAUSED' }, { status: 'paused' }],
    ['message_template_status_update', { event: 'DISABLED' }, { status: 'disabled' }],
    ['message_template_status_update', { event: 'FLAGGED' }, {}],
    ['message_template_status_update', { event: 7 }, {}],
    ['message_template_quality_update', { new_quality_score: 'RED' }, { quality: 'low' }],
    ['message_template_quality_update', {}, { quality: 'unknown' }],
    ['template_category_update', { new_category: 'MARKETING' }, { category: 'marketing' }],
    ['template_category_update', { new_category: 'SOMETHING' }, {}],
    ['message_template_components_update', { message_template_element: 'x' }, {}],
  ])('%s with %j', (name, value, news) => {
    expect(decodeTemplateChange(name, { ...of, ...value })).toEqual({ ...template, ...news });
  });

  it.each([
    ['account_update', { ...of, event: 'DISABLED_UPDATE' }],
    ['message_template_status_update', { event: 'APPROVED' }],
    ['message_template_status_update', { ...of, message_template_language: 7 }],
    ['message_template_status_update', null],
    ['constructor', of],
  ])('is none in %s with %j', (name, value) => {
    expect(decodeTemplateChange(name, value)).toBeNull();
  });
});
