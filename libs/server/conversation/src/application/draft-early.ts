import type { MessageDirection, MessageType } from '@parley/vocabulary';
import type { InboundMessage } from '../domain/inbound-message.js';
import type { LaneRow } from '../persistence/lane.statements.js';
import type { DraftMessage } from './draft-message.js';

/** For so long WhatsApp tells a webhook again, and what changes a message may stand in the thread before it. */
const WAITS_MS = 7 * 24 * 60 * 60_000;

/** An edit, a deletion or a reaction that came before its message: a line of its own until then. */
export interface EarlyAmendment {
  readonly id: string;
  readonly type: MessageType;
  readonly direction: MessageDirection;
  /** The new words, or the emoji; null: taken back. */
  readonly text: string | null;
  /** The channel's id of the message it is about. */
  readonly awaits: string;
  readonly at: Date;
}

/** A line that has found its message, by the ids of both. */
export interface Adoption {
  readonly id: string;
  readonly message_id: string;
}

/** What a message is when it arrives at last. `isDeleted`: nothing is left of it, and nobody answers it. */
export interface Arrived {
  readonly message: InboundMessage;
  readonly isDeleted: boolean;
}

/** Webhooks come in any order: what came before the message it changes, of one lane. */
export class DraftEarly {
  private stored: readonly EarlyAmendment[] = [];

  constructor(
    private readonly row: Pick<LaneRow, 'early_until' | 'now'>,
    private readonly messages: readonly DraftMessage[],
  ) {}

  /** Whether something stored may wait for its message: then it is looked for. */
  get mayWait(): boolean {
    const { early_until: until, now } = this.row;
    return until !== null && until.getTime() > now.getTime();
  }

  /** Until when something may. */
  get until(): Date | null {
    return this.messages.some((message) => awaits(message) !== null) ? new Date(this.row.now.getTime() + WAITS_MS) : this.row.early_until;
  }

  /** What was found of it in the thread. */
  take(found: readonly EarlyAmendment[]): void {
    this.stored = found;
  }

  /** The message as it has become meanwhile: never as it was, when its customer has taken it back. */
  meet(message: InboundMessage): Arrived {
    const early = this.of(message.wamid, message.isEcho === true ? 'outbound' : 'inbound').toSorted(
      (a, b) => a.at.getTime() - b.at.getTime(),
    );
    if (early.length === 0) return { message, isDeleted: false };
    const deleted = early.find(({ type }) => type === 'revoke');
    if (deleted) return { message: { ...message, text: null, tapped: null, content: { deleted: { at: deleted.at } } }, isDeleted: true };
    const edit = early.findLast(({ type }) => type === 'edit');
    const reactions = early.flatMap(({ type, direction, text, at }) =>
      type === 'reaction' ? [[direction === 'outbound' ? 'business' : 'contact', { emoji: text, at }] as const] : [],
    );
    const content = {
      ...message.content,
      ...(edit ? { edited: { at: edit.at, first: message.text } } : {}),
      ...(reactions.length > 0 ? { reactions: Object.fromEntries(reactions) } : {}),
    };
    return { message: { ...message, text: edit ? edit.text : message.text, content }, isDeleted: false };
  }

  /** The lines that are no longer on their own. */
  get adoptions(): readonly Adoption[] {
    return this.messages.flatMap(({ id, wamid, direction }) =>
      wamid === null ? [] : this.of(wamid, direction).map((line) => ({ id: line.id, message_id: id })),
    );
  }

  /** Customers correct and take back what they wrote, we what we wrote; anybody reacts to anything. */
  private of(wamid: string, direction: MessageDirection): readonly EarlyAmendment[] {
    const here = this.messages.flatMap((line): EarlyAmendment[] => {
      const awaited = awaits(line);
      return awaited === null ? [] : [{ ...line, awaits: awaited, at: line.whatsapp_at ?? line.created_at }];
    });
    return [...this.stored, ...here].filter((line) => line.awaits === wamid && (line.type === 'reaction' || line.direction === direction));
  }
}

function awaits({ content }: DraftMessage): string | null {
  const awaited: unknown = content && 'awaits' in content ? content.awaits : null;
  return typeof awaited === 'string' ? awaited : null;
}
