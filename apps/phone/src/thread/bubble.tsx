import { Contact, FileText, ImageIcon, MapPin, Mic, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Message } from '../api/simulator.js';
import { timeOf } from './clock-words.js';
import { FormattedText } from './formatted-text.js';
import { Ticks } from './ticks.js';
import { snippetOf, type Drawing } from './wire.js';

const MEDIA_ICONS: Readonly<Record<string, typeof ImageIcon>> = {
  image: ImageIcon,
  sticker: ImageIcon,
  video: Video,
  audio: Mic,
  document: FileText,
  location: MapPin,
  contacts: Contact,
};

interface BubbleProps {
  readonly message: Message;
  readonly drawing: Drawing;
  readonly quoted: Message | null;
  readonly reactions: readonly string[];
  /** The first of several of one sender: it gets the pointed corner and more room above. */
  readonly first: boolean;
}

/** One message without its buttons. Mine are right and green, the business' left and white. */
export const Bubble = ({ message, drawing, quoted, reactions, first }: BubbleProps) => {
  const mine = message.direction === 'inbound';
  const side = mine ? `bg-mine ${first ? 'rounded-se-sm' : ''}` : `bg-theirs ${first ? 'rounded-ss-sm' : ''}`;
  return (
    <div className={`relative w-fit max-w-full rounded-md px-2.5 py-1.5 text-md text-ink shadow-[0_1px_1px_rgb(23_33_31/.08)] ${side}`}>
      {quoted && (
        <p dir="auto" className="mb-1 line-clamp-2 rounded-sm border-s-3 border-choice bg-ink/5 px-2 py-1 text-sm text-ink-soft">
          {snippetOf(quoted)}
        </p>
      )}
      {drawing.media && <Medium media={drawing.media} />}
      {drawing.header && (
        <p dir="auto" className="font-name">
          {drawing.header}
        </p>
      )}
      {drawing.body && <Words>{drawing.body}</Words>}
      {drawing.footer && (
        <p dir="auto" className="text-sm text-ink-soft">
          {drawing.footer}
        </p>
      )}
      <span className="bubble-time inline-flex items-center gap-1 text-xs whitespace-nowrap text-time tabular-nums">
        <time dateTime={message.at}>{timeOf(message.at)}</time>
        {mine && <Ticks status={message.status} />}
      </span>
      <span className="clear-both block" />
      {reactions.length > 0 && (
        <span className="absolute -bottom-3 inset-s-2 rounded-full border border-line bg-surface px-1.5 text-sm leading-5">
          {reactions.join(' ')}
        </span>
      )}
    </div>
  );
};

const Words = ({ children }: { readonly children: string }): ReactNode => {
  const single = /^(\p{Extended_Pictographic}|\p{Emoji_Component}){1,8}$/u.test(children) && /\p{Extended_Pictographic}/u.test(children);
  return (
    <span dir="auto" className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${single ? 'text-[28px] leading-9' : ''}`}>
      <FormattedText text={children} />
    </span>
  );
};

const Medium = ({ media }: { readonly media: NonNullable<Drawing['media']> }) => {
  if (media.url && (media.kind === 'image' || media.kind === 'sticker')) {
    return <img src={media.url} alt={media.label} className="-mx-1 mb-1 max-h-60 w-60 max-w-full rounded-sm object-cover" />;
  }
  const Icon = MEDIA_ICONS[media.kind] ?? FileText;
  const label = (
    <span className="flex items-center gap-2 py-1">
      <Icon size={18} aria-hidden="true" className="shrink-0 text-ink-soft" />
      <span dir="auto" className="[overflow-wrap:anywhere]">
        {media.label}
      </span>
    </span>
  );
  return media.url ? (
    <a href={media.url} target="_blank" rel="noreferrer" className="underline">
      {label}
    </a>
  ) : (
    label
  );
};
