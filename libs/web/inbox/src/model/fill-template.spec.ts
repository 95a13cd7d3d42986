import { describe, expect, it } from '@jest/globals';
import type { Template } from '../api/schema.js';
import { fillTemplate } from './fill-template.js';

const template: Template = {
  id: '10000000-0000-4000-8000-000000000001',
  name: 'order_update',
  language: 'en_US',
  category: 'utility',
  status: 'approved',
  quality: 'high',
  sendable: true,
  reason: null,
  header: { kind: 'text', text: 'Order {{1}}' },
  body: '{{1}}, it is on its way: {{ 2 }}',
  footer: 'Lamp & Co',
  buttons: [{ kind: 'url', title: 'Track', url: 'https://lamp.example/{{1}}' }],
  parameters: [],
};
const text = (stretches: readonly { readonly text: string }[]): string => stretches.map((stretch) => stretch.text).join('');

describe('a template while its values are typed', () => {
  it('shows its gaps as WhatsApp writes them until there is a value', () => {
    const empty = fillTemplate(template, {});
    expect([text(empty.header), text(empty.body), empty.footer, empty.buttons]).toEqual([
      'Order {{1}}',
      '{{1}}, it is on its way: {{ 2 }}',
      'Lamp & Co',
      ['Track'],
    ]);
    expect(text(fillTemplate(template, { 'body.1': 'Maya' }).body)).toBe('Maya, it is on its way: {{ 2 }}');
  });

  it('keeps the values of header and body apart, and says what was filled', () => {
    const { header, body } = fillTemplate(template, { 'header.1': '1042', 'body.1': 'Maya', 'body.2': '{{1}}' });
    expect([text(header), text(body)]).toEqual(['Order 1042', 'Maya, it is on its way: {{1}}']);
    expect(body.filter(({ isGap }) => isGap).map((stretch) => stretch.text)).toEqual(['Maya', '{{1}}']);
  });

  it('reads a place by its name and address', () => {
    const place: Template = { ...template, header: { kind: 'location' } };
    expect(fillTemplate(place, {}).header).toEqual([]);
    expect(text(fillTemplate(place, { 'header.latitude': '51', 'header.name': 'Shop', 'header.address': 'Mill Lane 2' }).header)).toBe(
      'Shop\nMill Lane 2',
    );
  });

  it('has no header where there is none', () => {
    expect(fillTemplate({ ...template, header: null }, {}).header).toEqual([]);
  });
});
