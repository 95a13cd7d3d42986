import type { LocationWord, OutboundContent, TemplateFile, TemplateValue } from '@parley/conversation';
import type { WireTemplate, WireTemplateComponent, WireTemplateParameter } from '@parley/whatsapp-protocol';

type TemplateContent = Extract<OutboundContent, { type: 'template' }>;
type TextValue = Extract<TemplateValue, { part: 'header' | 'body' }>;
type ButtonValue = Extract<TemplateValue, { part: 'button' }>;

/** A filled template as Graph takes it: only parts that have gaps are named, and their values stand in the order of the gaps. */
export function encodeTemplate({ template, values, media }: TemplateContent): WireTemplate {
  const components: WireTemplateComponent[] = [];
  if (media) components.push({ type: 'header', parameters: [fileParameter(media)] });
  const where = new Map(values.flatMap((value) => (value.part === 'location' ? [[value.place, value.text] as const] : [])));
  if (where.size > 0) components.push({ type: 'header', parameters: [locationParameter((word) => where.get(word) ?? '')] });
  for (const part of ['header', 'body'] as const) {
    const inPart = values.filter((value): value is TextValue => value.part === part);
    if (inPart.length > 0) components.push({ type: part, parameters: inPart.map(textParameter) });
  }
  for (const value of values) if (value.part === 'button') components.push(buttonComponent(value));
  const { name, language } = template;
  return { name, language: { code: language }, ...(components.length === 0 ? {} : { components }) };
}

/** By the id of the upload. No caption: WhatsApp shows none above a template. */
function fileParameter({ kind, channelMediaId: id, filename }: TemplateFile): WireTemplateParameter {
  if (kind === 'document') return { type: kind, document: { id, filename: filename ?? 'file.pdf' } };
  return kind === 'image' ? { type: kind, image: { id } } : { type: kind, video: { id } };
}

function locationParameter(wordOf: (word: LocationWord) => string): WireTemplateParameter {
  const [latitude, longitude] = [Number(wordOf('latitude')), Number(wordOf('longitude'))];
  return { type: 'location', location: { latitude, longitude, name: wordOf('name'), address: wordOf('address') } };
}

function textParameter({ text, named, place }: TextValue): WireTemplateParameter {
  return { type: 'text', text, ...(named ? { parameter_name: place } : {}) };
}

function buttonComponent({ kind, index, text }: ButtonValue): WireTemplateComponent {
  const at = { type: 'button', index: String(index) } as const;
  if (kind === 'copy-code') return { ...at, sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: text }] };
  // A one-time code goes where the end of a link would.
  return { ...at, sub_type: 'url', parameters: [{ type: 'text', text }] };
}
