import { Forward, Pencil, Reply, Trash2, type LucideIcon } from 'lucide-react';
import type { Message } from '../api/simulator.js';
import { Sheet } from './sheet.js';
import { snippetOf } from './wire.js';

/** WhatsApp's six, in its order. */
const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;
const EMOJI_NAMES = ['Thumbs up', 'Heart', 'Tears of joy', 'Surprise', 'Sad', 'Thanks'] as const;

/** WhatsApp's own limits. */
const EDIT_MS = 15 * 60_000;
const REVOKE_MS = 2 * 86_400_000;

interface MessageSheetProps {
  readonly message: Message;
  /** The customer's own reaction to it. */
  readonly reaction: string | undefined;
  /** Milliseconds on the simulator's clock. */
  readonly now: number;
  /** An empty one takes it back. */
  readonly onReact: (emoji: string) => void;
  readonly onReply: () => void;
  readonly onForward: () => void;
  readonly onEdit: () => void;
  readonly onRevoke: () => void;
  readonly onClose: () => void;
}

/** What a long press on a message offers. */
export const MessageSheet = (props: MessageSheetProps) => {
  const { message, reaction, now, onReact, onReply, onForward, onEdit, onRevoke, onClose } = props;
  const age = now - Date.parse(message.at);
  const mine = message.direction === 'inbound';
  return (
    <Sheet title="Message" onClose={onClose}>
      <div className="overflow-y-auto pb-3">
        <p dir="auto" className="line-clamp-2 px-4 py-3 text-sm [overflow-wrap:anywhere] text-ink-soft">
          {snippetOf(message)}
        </p>
        <div role="group" aria-label="React" className="flex justify-between px-3 pb-2">
          {EMOJI.map((emoji, index) => (
            <button
              key={emoji}
              type="button"
              aria-label={EMOJI_NAMES[index]}
              aria-pressed={reaction === emoji}
              className={`grid size-11 place-items-center rounded-full text-[22px] ${reaction === emoji ? 'bg-accent-soft outline-2 outline-accent' : 'hover:bg-hover'}`}
              onClick={() => onReact(reaction === emoji ? '' : emoji)}
            >
              {emoji}
            </button>
          ))}
        </div>
        <Action Icon={Reply} title="Reply" onChoose={onReply} />
        {isForwardable(message) && <Action Icon={Forward} title="Forward" onChoose={onForward} />}
        {mine && message.type === 'text' && age < EDIT_MS && <Action Icon={Pencil} title="Edit" onChoose={onEdit} />}
        {mine && age < REVOKE_MS && <Action Icon={Trash2} title="Delete for everyone" danger onChoose={onRevoke} />}
      </div>
    </Sheet>
  );
};

/** Menus, templates and taps are no messages a person could pass on. */
const isForwardable = ({ type }: Message): boolean =>
  ['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts'].includes(type);

interface ActionProps {
  readonly Icon: LucideIcon;
  readonly title: string;
  readonly danger?: boolean;
  readonly onChoose: () => void;
}

export const Action = ({ Icon, title, danger = false, onChoose }: ActionProps) => (
  <button
    type="button"
    className={`flex min-h-12 w-full items-center gap-4 px-4 text-start hover:bg-hover ${danger ? 'text-danger' : ''}`}
    onClick={onChoose}
  >
    <Icon size={20} strokeWidth={1.75} aria-hidden="true" className={danger ? '' : 'text-ink-soft'} />
    {title}
  </button>
);
