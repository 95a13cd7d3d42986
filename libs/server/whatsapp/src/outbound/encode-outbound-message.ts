import { type MediaContent, type OutboundContent, takesCaption } from '@parley/conversation';
import type { WireInteractive, WireSentMedia, WireMediaPart, WireSendRequest } from '@parley/whatsapp-protocol';
import { encodeTemplate } from './encode-template.js';

export interface MessageToEncode {
  readonly to: { readonly phone: string | null; readonly bsuid: string | null };
  readonly content: OutboundContent;
  readonly replyToWamid: string | null;
  readonly callbackId: string;
}

/** The body of a send, or null when the contact has neither phone number nor business-scoped id. */
export function encodeOutboundMessage({ to, content, replyToWamid, callbackId }: MessageToEncode): WireSendRequest | null {
  const recipient = encodeRecipient(to);
  if (!recipient) return null;
  const common = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient,
    ...(replyToWamid === null ? {} : { context: { message_id: replyToWamid } }),
    biz_opaque_callback_data: callbackId,
  } as const;
  if (content.type === 'text') return { ...common, type: 'text', text: { body: content.text } };
  if (content.type === 'template') return { ...common, type: 'template', template: encodeTemplate(content) };
  if (isMedia(content)) return { ...common, ...encodeMedia(content) };
  return { ...common, type: 'interactive', interactive: encodeInteractive(content) };
}

/** `to` wins at Meta when both are given, and a number without `+` may get the business's country code put in front of it. */
function encodeRecipient({ phone, bsuid }: MessageToEncode['to']): { to: string } | { recipient: string } | null {
  if (phone !== null) return { to: phone.startsWith('+') ? phone : `+${phone}` };
  return bsuid === null ? null : { recipient: bsuid };
}

function isMedia(content: OutboundContent): content is MediaContent {
  return 'media' in content;
}

/** By the id of the upload: WhatsApp takes what it has already, and no address of ours is ever given away. */
function encodeMedia({ type, text, media }: MediaContent): WireMediaPart {
  const part: WireSentMedia = {
    id: media.channelMediaId,
    ...(text !== '' && takesCaption(type) ? { caption: text } : {}),
    ...(type === 'document' ? { filename: media.filename ?? 'file' } : {}),
    ...(type === 'audio' && media.voice ? { voice: true as const } : {}),
  };
  return { type, [type]: part } as WireMediaPart;
}

function encodeInteractive(content: Exclude<OutboundContent, MediaContent | { type: 'text' | 'template' }>): WireInteractive {
  const body = { text: content.text };
  if (content.type === 'buttons') {
    const buttons = content.buttons.map(({ id, title }) => ({ type: 'reply' as const, reply: { id, title } }));
    return { type: 'button', body, action: { buttons } };
  }
  if (content.type === 'link') {
    return { type: 'cta_url', body, action: { name: 'cta_url', parameters: { display_text: content.button, url: content.url } } };
  }
  const rows = content.rows.map(({ id, title, description }) => ({ id, title, ...(description ? { description } : {}) }));
  // One section needs no title.
  return { type: 'list', body, action: { button: content.button, sections: [{ rows }] } };
}
