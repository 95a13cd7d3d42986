import { type BodyCase, message, unsupported } from './case.js';

const media = (fields: Record<string, unknown> = {}) => ({ id: '1180000000001', mime_type: 'image/jpeg', sha256: 'c2hh', ...fields });
const announced = (content: Record<string, unknown>) => ({ media: { channelMediaId: '1180000000001', ...content } });

const NOT_PASSED_ON =
  'WhatsApp did not pass this message on. It is often the first message to a number that is also used in the phone app: ask for it again.';

/** Every kind of message, as Meta documents it. */
export const KINDS: readonly BodyCase[] = [
  message('text', { type: 'text', text: { body: 'Hi' } }, { type: 'text', text: 'Hi' }),
  message('image', { type: 'image', image: media() }, { type: 'image', text: null, content: announced({ mimeType: 'image/jpeg' }) }),
  message(
    'image with caption and address',
    { type: 'image', image: media({ caption: 'My lamp', url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1' }) },
    { type: 'image', text: 'My lamp', content: announced({ sha256: 'c2hh' }) },
  ),
  message(
    'video',
    { type: 'video', video: media({ mime_type: 'video/mp4', caption: 'It flickers' }) },
    { type: 'video', text: 'It flickers' },
  ),
  message(
    'voice message',
    { type: 'audio', audio: media({ mime_type: 'audio/ogg; codecs=opus', voice: true }) },
    { type: 'audio', text: null, content: announced({ voice: true, mimeType: 'audio/ogg; codecs=opus' }) },
  ),
  message('audio file', { type: 'audio', audio: media({ mime_type: 'audio/mpeg', voice: false }) }, { type: 'audio', text: null }),
  message(
    'document',
    { type: 'document', document: media({ mime_type: 'application/pdf', filename: 'bill.pdf', caption: 'The bill' }) },
    { type: 'document', text: 'The bill', content: announced({ filename: 'bill.pdf' }) },
  ),
  message(
    'animated sticker',
    { type: 'sticker', sticker: media({ mime_type: 'image/webp', animated: true }) },
    { type: 'sticker', text: null, content: announced({ animated: true }) },
  ),
  message(
    'location of a place',
    {
      type: 'location',
      location: { latitude: 51.5, longitude: -0.11, name: 'Pier', address: '1 River Rd', url: 'https://example.org/pier' },
    },
    {
      type: 'location',
      text: 'Pier',
      content: { location: { latitude: 51.5, longitude: -0.11, address: '1 River Rd', url: 'https://example.org/pier' } },
    },
  ),
  message(
    'location with texts for numbers, as in the samples',
    { type: 'location', location: { latitude: '51.5', longitude: '-0.11' } },
    { type: 'location', text: null, content: { location: { latitude: 51.5, longitude: -0.11 } } },
  ),
  message(
    'location of a place that is called like a start word',
    { type: 'location', location: { latitude: 51.5, longitude: -0.11, name: 'Human Support Centre', address: '2 Chat Lane' } },
    { type: 'location', text: 'Human Support Centre' },
  ),
  message(
    'card of somebody who is called like a start word',
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Maya (support agent)' }, phones: [{ phone: '+44 7700 900987' }] }] },
    { type: 'contacts', text: 'Maya (support agent)' },
  ),
  message(
    'contact cards',
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Ada Quill', first_name: 'Ada' },
          phones: [{ phone: '+44 7700 900987', wa_id: '447700900987', type: 'CELL' }],
          org: { company: 'Quill & Co' },
          birthday: '1984-02-29',
          origin: 'other',
          vcard: 'BEGIN:VCARD',
        },
      ],
    },
    { type: 'contacts', text: 'Ada Quill', content: { contactCount: 1, contacts: [{ name: 'Ada Quill', organisation: 'Quill & Co' }] } },
  ),
  message(
    'own card, as asked for',
    { type: 'contacts', contacts: [{ phones: [{ wa_id: '447700900987' }], origin: 'contact_request' }] },
    { type: 'contacts', text: '+447700900987', content: { shared: true } },
  ),
  message(
    'tap on a button',
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'menu:hours', title: 'Opening hours' } } },
    { type: 'interactive', text: 'Opening hours', content: { tapped: { id: 'menu:hours' } } },
  ),
  message(
    'tap on a row',
    { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'w', title: 'Warranty', description: 'Two years' } } },
    { type: 'interactive', text: 'Warranty', content: { tapped: { id: 'w', title: 'Warranty' }, description: 'Two years' } },
  ),
  message(
    'filled form',
    { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"q":"9"}' } } },
    { type: 'interactive', text: 'Sent', content: { form: { name: 'flow', response: '{"q":"9"}' } } },
  ),
  message(
    'permission to call',
    {
      type: 'interactive',
      interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'accept', expiration_timestamp: 1795604800 } },
    },
    { type: 'interactive', text: null, content: { callPermission: { response: 'accept' } } },
  ),
  message(
    'product',
    { type: 'interactive', interactive: { type: 'product', product: { catalog_id: '77', product_retailer_id: 'K1' } } },
    { type: 'interactive', text: null, content: { product: { catalogId: '77', productId: 'K1' } } },
  ),
  message(
    "button of a template, without the message's id",
    { type: 'button', button: { payload: 'CONFIRM_1', text: 'Confirm' } },
    { type: 'interactive', text: 'Confirm', content: { tapped: { id: 'CONFIRM_1', title: 'Confirm' } } },
  ),
  message(
    'order',
    {
      type: 'order',
      order: {
        catalog_id: '77',
        text: 'By Friday please',
        product_items: [
          { product_retailer_id: 'K1', quantity: 2, item_price: 34.5, currency: 'GBP' },
          { product_retailer_id: 'K2', quantity: '1', item_price: '0.1', currency: 'GBP' },
          { product_retailer_id: 'K3', quantity: 1, item_price: 5, currency: 'EUR' },
        ],
      },
    },
    {
      type: 'order',
      text: 'By Friday please',
      content: {
        order: {
          catalogId: '77',
          productCount: 3,
          totals: [
            { currency: 'GBP', amount: 69.1 },
            { currency: 'EUR', amount: 5 },
          ],
        },
      },
    },
  ),
  message(
    'changed number',
    {
      type: 'system',
      system: { body: 'Maya changed from A to B', type: 'user_changed_number', user_id: 'GB.new', previous_user_id: 'GB.old' },
    },
    { type: 'system', text: 'Maya changed from A to B', content: { notice: 'user_changed_number', bsuid: 'GB.new' } },
  ),
  message(
    'changed device',
    { type: 'system', system: { body: 'New phone', type: 'customer_identity_changed', identity: { acknowledged: true, hash: 'x' } } },
    { type: 'system', text: 'New phone', content: { notice: 'customer_identity_changed' } },
  ),
  message(
    'reaction to nothing we know',
    { type: 'reaction', reaction: { message_id: 'wamid.Z', emoji: '🔧' } },
    { type: 'reaction', text: '🔧' },
  ),
  message('reaction taken back', { type: 'reaction', reaction: { message_id: 'wamid.Z' } }, { type: 'reaction', text: null }),
  message(
    'edit of something we do not have',
    { type: 'edit', edit: { original_message_id: 'wamid.Z', message: { type: 'text', text: { body: 'new words' } } } },
    { type: 'edit', text: 'new words' },
  ),
  message(
    'deletion of something we do not have',
    { type: 'revoke', revoke: { original_message_id: 'wamid.Z' } },
    { type: 'revoke', text: null },
  ),
  message(
    'poll',
    {
      type: 'unsupported',
      errors: [{ code: 131051, title: 'Message type unknown', error_data: { details: 'Message type is currently not supported.' } }],
      unsupported: { type: 'poll_creation' },
    },
    unsupported({ originalType: 'poll_creation', errorCode: 131051 }),
  ),
  message(
    'first message to a number also used in the app',
    { type: 'unsupported', errors: [{ code: 131060, title: 'Message unavailable' }] },
    unsupported({ errorCode: 131060, reason: NOT_PASSED_ON }),
  ),
  message(
    'file over 100 MB',
    { type: 'unsupported', errors: [{ code: 131052, title: 'Media download error' }] },
    unsupported({ errorCode: 131052 }),
  ),
  message(
    'unknown, the old shape',
    { type: 'unknown', errors: [{ code: 131051, details: 'Unsupported' }] },
    unsupported({ errorCode: 131051 }),
  ),
  message('a kind of next year', { type: 'hologram', hologram: { id: '1' } }, unsupported({ originalType: 'hologram' })),
  message('the welcome of old', { type: 'request_welcome' }, unsupported({ originalType: 'request_welcome' })),
  message(
    'forwarded',
    { type: 'text', text: { body: 'Pass it on' }, context: { forwarded: true } },
    { type: 'text', text: 'Pass it on', content: { forwarded: 'once' } },
  ),
  message(
    'forwarded by everybody',
    { type: 'text', text: { body: 'Pass it on' }, context: { frequently_forwarded: true, forwarded: true } },
    { type: 'text', text: 'Pass it on', content: { forwarded: 'often' } },
  ),
  message(
    'question about a product',
    {
      type: 'text',
      text: { body: 'Is it blue?' },
      context: { from: '442079460123', id: 'wamid.Z', referred_product: { catalog_id: '77', product_retailer_id: 'K1' } },
    },
    { type: 'text', text: 'Is it blue?', content: { referredProduct: { catalogId: '77', productId: 'K1' } } },
  ),
  message(
    'by an advertisement',
    {
      type: 'text',
      text: { body: 'Hi' },
      referral: {
        source_url: 'https://example.org/ad',
        source_id: '12',
        source_type: 'ad',
        headline: 'Sale',
        body: 'Half',
        ctwa_clid: 'x',
      },
    },
    {
      type: 'text',
      text: 'Hi',
      content: { referral: { sourceUrl: 'https://example.org/ad', sourceId: '12', sourceType: 'ad', headline: 'Sale', body: 'Half' } },
    },
  ),
  message(
    'answer to a message we do not know',
    { type: 'text', text: { body: 'Yes' }, context: { id: 'wamid.GONE' } },
    { type: 'text', text: 'Yes' },
  ),
];
