import type { MessageType } from '@parley/vocabulary';
import { isMediaType } from '@parley/vocabulary';
import type { MessageContentDto, MessageDto } from '../http/message.dto.js';
import type { MessageMediaDto, MessageReactionDto, UnsupportedMessageDto } from '../http/message-facts.dto.js';

/** The column `content` of a message, as it was stored by whichever version of us. */
export type StoredContent = Readonly<Record<string, unknown>>;

/** What is shown of `content` in fields of its own. Those of a kind are there only for messages of that kind. */
export type MessageFacts = Pick<
  MessageDto,
  | 'media'
  | 'location'
  | 'contacts'
  | 'contactCount'
  | 'order'
  | 'form'
  | 'callPermission'
  | 'product'
  | 'reactions'
  | 'edited'
  | 'deleted'
  | 'forwarded'
  | 'referral'
  | 'referredProduct'
  | 'notice'
  | 'unsupported'
  | 'via'
>;

/** Keys of `content` with the field they are shown in: as stored, but for those that need more than a copy. */
const COPIED = [
  'location',
  'contacts',
  'contactCount',
  'order',
  'form',
  'callPermission',
  'product',
  'forwarded',
  'referral',
  'referredProduct',
  'notice',
  'via',
] as const satisfies readonly (keyof MessageFacts)[];

/** Shown otherwise, or for nobody's eyes: the channel's own ids, and what identities are made of. */
const NOT_CONTENT: ReadonlySet<string> = new Set([
  ...COPIED,
  'media',
  'reactions',
  'edited',
  'deleted',
  'shared',
  'originalType',
  'errorCode',
  'reason',
  'phone',
  'bsuid',
  'previousBsuid',
]);

/** What a message shows beside its text. Absent is what it does not have. */
export function presentFacts(row: {
  readonly id: string;
  readonly type: MessageType;
  readonly content: StoredContent | null;
}): MessageFacts {
  const { id, type, content } = row;
  if (content === null) return type === 'unsupported' ? { unsupported: presentUnsupported({}) } : {};
  const copied = Object.fromEntries(COPIED.flatMap((key) => (content[key] === undefined ? [] : [[key, content[key]]])));
  const reactions = presentReactions(content['reactions']);
  const [edited, deleted] = [fieldsOf(content['edited']), fieldsOf(content['deleted'])];
  return {
    ...(copied as MessageFacts),
    ...((isMediaType(type) || content['media'] !== undefined) && content['deleted'] === undefined
      ? { media: presentMedia(id, content) }
      : {}),
    ...(reactions.length > 0 ? { reactions } : {}),
    ...(edited['at'] === undefined ? {} : { edited: { at: timeOf(edited['at']), first: textOf(edited['first']) } }),
    ...(deleted['at'] === undefined ? {} : { deleted: { at: timeOf(deleted['at']) } }),
    ...(type === 'unsupported' ? { unsupported: presentUnsupported(content) } : {}),
  };
}

/** What remains of `content`: buttons, rows, what was tapped, and whatever a newer version of us has put there. */
export function presentContent(content: StoredContent | null): MessageContentDto | null {
  if (content === null) return null;
  const rest = Object.fromEntries(Object.entries(content).filter(([key]) => !NOT_CONTENT.has(key)));
  // The kind of choices; of a file the message's own type says it, but for one above a template.
  const { kind, ...shown } = rest;
  const isOfChoices = kind === 'template' || (kind !== undefined && content['media'] === undefined);
  return Object.keys(isOfChoices ? rest : shown).length === 0 ? null : isOfChoices ? rest : shown;
}

function presentMedia(messageId: string, content: StoredContent): MessageMediaDto {
  const media = fieldsOf(content['media']);
  return {
    id: textOf(media['id']) ?? messageId,
    // Written before files were fetched: WhatsApp has it no longer.
    state: (textOf(media['state']) as MessageMediaDto['state'] | null) ?? (content['media'] === undefined ? 'unavailable' : 'pending'),
    mimeType: textOf(media['mimeType']) ?? textOf(content['mimeType']),
    size: numberOf(media['size']),
    filename: textOf(media['filename']) ?? textOf(content['filename']),
    voice: media['voice'] === true || content['voice'] === true,
    reason: textOf(media['reason']),
  };
}

function presentReactions(stored: unknown): MessageReactionDto[] {
  return Object.entries(fieldsOf(stored)).flatMap(([by, reaction]) => {
    const emoji = textOf(fieldsOf(reaction)['emoji']);
    const at = textOf(fieldsOf(reaction)['at']);
    return emoji === null || at === null ? [] : [{ by: by === 'contact' ? 'contact' : 'business', emoji, at: timeOf(at) }];
  });
}

function presentUnsupported(content: StoredContent): UnsupportedMessageDto {
  return {
    originalType: textOf(content['originalType']),
    errorCode: numberOf(content['errorCode']),
    reason: textOf(content['reason']),
  };
}

function fieldsOf(value: unknown): StoredContent {
  return typeof value === 'object' && value !== null ? (value as StoredContent) : {};
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
/** PostgreSQL writes times into JSON with an offset. */
const timeOf = (value: unknown): string => new Date(String(value)).toISOString();
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
