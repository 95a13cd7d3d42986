import { aChange, aContact, aDelivery, aStatus, aWamid } from '../deliveries.js';
import { aMessage, type BodyCase, type Fields, type Shown, withMessage } from './case.js';

const HI: Shown = { type: 'text', text: 'Hi' };
const hi = (from: string, more: Fields = {}): Fields => ({ ...aMessage(from), type: 'text', text: { body: 'Hi' }, ...more });
const none = (name: string, body: BodyCase['body'], items: Readonly<Record<string, number>> = {}): BodyCase => ({
  name,
  body,
  shown: [],
  items,
});
const raw = (name: string, body: string | Buffer): BodyCase => none(name, () => body);

/** Signed bodies that are no envelope, or a strange one. */
const ENVELOPES: readonly BodyCase[] = [
  raw('nothing', ''),
  raw('no JSON', '{"object":'),
  raw('a number', '7'),
  raw('null', 'null'),
  raw('a list', '[]'),
  raw('no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
  raw('100,000 brackets', '['.repeat(100_000)),
  raw('entry that is a text', '{"object":"whatsapp_business_account","entry":"x"}'),
  raw('no entries', '{"object":"whatsapp_business_account","entry":[]}'),
  none('entries of nothing', () => '{"object":"x","entry":[null,7,"x",{}]}', { kept: 4 }),
  none('changes of nothing', () => '{"entry":[{"changes":[null,7,{},{"value":null}]}]}', { kept: 4 }),
  none('value that is a list', () => aDelivery({ field: 'messages', value: [] }), { kept: 1 }),
  none('messages that are no list', () => aDelivery(aChange({ messages: { 0: 'x' } })), { kept: 1 }),
  none('messages of nothing', () => aDelivery(aChange({ messages: [[], 8, 'y', { a: 1 }] })), { kept: 4 }),
  none('statuses of nothing', () => aDelivery(aChange({ statuses: [[[]], 9, 'z', { b: 1 }] })), { kept: 4 }),
  none('errors and nothing else', () => aDelivery(aChange({ errors: [{ code: 131000 }] })), { kept: 1 }),
  none('a status of a message that is not ours', () => aDelivery(aChange({ statuses: [aStatus({ status: 'played' })] })), { parked: 1 }),
  none('a status of another year', () => aDelivery(aChange({ statuses: [aStatus({ status: 'warning' })] })), { kept: 1 }),
  none('another number of the same account', (from) => aDelivery(aChange({ messages: [hi(from)], metadata: { phone_number_id: '999' } })), {
    kept: 1,
  }),
  none('no number at all', (from) => aDelivery(aChange({ messages: [hi(from)], metadata: undefined })), { kept: 1 }),
  none('nobody', () => aDelivery(aChange({ messages: [hi('x', { from: undefined })] })), { kept: 1 }),
  none('somebody of no number', () => aDelivery(aChange({ messages: [hi('x', { from: 'abc' })] })), { kept: 1 }),
  none('a group', (from) => aDelivery(aChange({ messages: [hi(from, { group_id: 'G1' })] })), { kept: 1 }),
  none(
    'a message of nine days ago',
    (from) => withMessage(from, hi(from, { timestamp: String(Math.floor(Date.now() / 1000) - 9 * 86_400) })),
    {
      stale: 1,
    },
  ),
  none('an id with blanks', (from) => withMessage(from, hi(from, { id: 'a b' })), { kept: 1 }),
  none('an id of 600 characters', (from) => withMessage(from, hi(from, { id: 'x'.repeat(600) })), { kept: 1 }),
  {
    name: 'the other object of old apps',
    body: (from) => withMessage(from, hi(from)).replace('whatsapp_business_account', 'page'),
    shown: [HI],
  },
  {
    name: 'escaped as Meta escapes, with blanks',
    body: (from) =>
      JSON.stringify(JSON.parse(withMessage(from, hi(from, { text: { body: 'Grüße 🔧' } }))), null, 2).replace(/[^\x20-\x7e\n]/g, escaped),
    shown: [{ type: 'text', text: 'Grüße 🔧' }],
  },
  { name: 'contacts that are none', body: (from) => aDelivery(aChange({ contacts: 'x', messages: [hi(from)] })), shown: [HI] },
  {
    name: 'a contact without profile',
    body: (from) => aDelivery(aChange({ contacts: [{ wa_id: from }], messages: [hi(from)] })),
    shown: [HI],
  },
  {
    name: 'a hostile name',
    body: (from) =>
      aDelivery(aChange({ contacts: [aContact({ wa_id: from, profile: { name: '\u202E<b>\u0000'.repeat(99) } })], messages: [hi(from)] })),
    shown: [HI],
  },
  {
    name: 'the same message twice in one body',
    body: (from) => {
      const same = hi(from);
      return aDelivery(aChange({ messages: [same, same] }), aChange({ messages: [same] }));
    },
    shown: [HI],
  },
  {
    name: 'an album of ten',
    body: (from) =>
      aDelivery(
        aChange({ messages: Array.from({ length: 10 }, (_, no) => ({ ...aMessage(from), type: 'image', image: { id: `${no + 1}` } })) }),
      ),
    shown: Array.from({ length: 10 }, (_, no) => ({ type: 'image', text: null, content: { media: { channelMediaId: `${no + 1}` } } })),
  },
  {
    name: 'good ones among bad ones',
    body: (from) => aDelivery(aChange({ messages: [[0], hi(from), { c: 1 }, 10, hi(from, { type: 'hologram' })], statuses: ['q'] })),
    shown: [HI, { type: 'unsupported', text: null, content: { originalType: 'hologram' } }],
    items: { done: 2, kept: 4 },
  },
  {
    name: 'messages and statuses in one value',
    body: (from) => aDelivery(aChange({ messages: [hi(from)], statuses: [aStatus()] })),
    shown: [HI],
    items: { done: 1, parked: 1 },
  },
  {
    name: 'several entries and changes',
    body: (from) => {
      const change = aChange({ messages: [hi(from)] });
      const other = aChange({ messages: [hi(from)] });
      return JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ changes: [change, { d: 1 }] }, { e: 1 }, { changes: [other] }],
      });
    },
    shown: [HI, HI],
    items: { done: 2, kept: 2 },
  },
  {
    name: 'text, its edit, a reaction and its end in one body',
    body: (from) => {
      const first = hi(from, { text: { body: 'tpyo' } });
      const about = { original_message_id: first['id'] };
      return aDelivery(
        aChange({
          messages: [
            first,
            { ...aMessage(from), type: 'edit', edit: { ...about, message: { type: 'text', text: { body: 'typo' } } } },
            { ...aMessage(from), type: 'reaction', reaction: { message_id: first['id'], emoji: '👍' } },
          ],
        }),
      );
    },
    shown: [
      { type: 'text', text: 'typo', content: { edited: { first: 'tpyo' }, reactions: { contact: { emoji: '👍' } } } },
      { type: 'edit', text: null },
      { type: 'reaction', text: '👍' },
    ],
  },
  {
    name: 'a deletion in the same body',
    body: (from) => {
      const first = hi(from);
      const revoke = { ...aMessage(from), type: 'revoke', revoke: { original_message_id: first['id'] } };
      return aDelivery(aChange({ messages: [first, revoke] }));
    },
    shown: [
      { type: 'text', text: null, content: { deleted: {} } },
      { type: 'revoke', text: null },
    ],
  },
];

const field = (name: string, value: unknown, items: Readonly<Record<string, number>>): BodyCase =>
  none(`field ${name}`, () => JSON.stringify({ entry: [{ time: Date.now(), changes: [{ field: name, value }] }] }), items);

/** Everything that is no message. */
const FIELDS: readonly BodyCase[] = [
  field(
    'message_template_status_update',
    { event: 'REJECTED', message_template_id: 12, message_template_name: 'sale', reason: 'PROMOTIONAL' },
    { done: 1 },
  ),
  field(
    'message_template_quality_update',
    { previous_quality_score: 'GREEN', new_quality_score: 'RED', message_template_name: 'sale' },
    { done: 1 },
  ),
  field('message_template_components_update', { message_template_name: 'sale', message_template_element: 'new words' }, { done: 1 }),
  field(
    'template_category_update',
    { message_template_name: 'sale', previous_category: 'UTILITY', new_category: 'MARKETING' },
    { done: 1 },
  ),
  field('phone_number_quality_update', { display_phone_number: '442079460123', event: 'FLAGGED', current_limit: 'TIER_250' }, { done: 1 }),
  field('phone_number_name_update', { display_phone_number: '442079460123', decision: 'REJECTED' }, { done: 1 }),
  field(
    'account_update',
    { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }] },
    { done: 1 },
  ),
  field('account_alerts', { entity_type: 'WABA', alert_severity: 'CRITICAL', alert_type: 'X' }, { done: 1 }),
  field('account_review_update', { decision: 'APPROVED' }, { done: 1 }),
  field('business_capability_update', { max_daily_conversations_per_business: 2_000 }, { done: 1 }),
  field('security', { display_phone_number: '442079460123', event: 'PIN_CHANGED', requester: '1' }, { done: 1 }),
  field('account_update of nothing', null, { kept: 1 }),
  field('account_update', null, { done: 1 }),
  field('account_alerts', [[['deep']]], { done: 1 }),
  field('user_preferences', { user_preferences: 'x' }, { done: 1 }),
  field(
    'user_preferences',
    { user_preferences: [{ wa_id: '447700900000', category: 'marketing_messages', value: 'stop', timestamp: 1 }] },
    { done: 1 },
  ),
  field('standby', { messages: [{ from: '447700900001', id: 'wamid.S', type: 'text', text: { body: 'x' } }] }, { kept: 1 }),
  field('history', { history: [{}] }, { kept: 1 }),
  field('smb_app_state_sync', { state_sync: [] }, { kept: 1 }),
  field('calls', { calls: [] }, { kept: 1 }),
  field('flows', {}, { kept: 1 }),
  field('messaging_handovers', {}, { kept: 1 }),
  field('something of next year', { messages: [{ id: 'x' }] }, { kept: 1 }),
  {
    name: 'written on the phone of the shop, corrected there',
    body: (to) => {
      const first = {
        from: '442079460123',
        to,
        id: aWamid(),
        timestamp: aMessage(to)['timestamp'],
        type: 'text',
        text: { body: 'From the shop' },
      };
      const edit = {
        ...first,
        id: aWamid(),
        type: 'edit',
        edit: { original_message_id: first.id, message: { type: 'text', text: { body: 'From our shop' } } },
      };
      return aDelivery(aChange({ message_echoes: [first, edit, [1]] }, 'smb_message_echoes'));
    },
    shown: [
      { direction: 'outbound', type: 'text', text: 'From our shop', content: { via: 'phone-app', edited: { first: 'From the shop' } } },
      { direction: 'outbound', type: 'edit', text: null },
    ],
    items: { done: 2, kept: 1 },
  },
  none(
    'an echo to nobody',
    () => aDelivery(aChange({ message_echoes: [{ id: aWamid(), type: 'text', text: { body: 'x' } }] }, 'smb_message_echoes')),
    {
      kept: 1,
    },
  ),
];

export const ENVELOPES_AND_FIELDS: readonly BodyCase[] = [...ENVELOPES, ...FIELDS];

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
