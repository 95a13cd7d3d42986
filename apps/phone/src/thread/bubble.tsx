import { Ban, ChevronDown, Contact, FileText, Forward, ImageIcon, MapPin, Mic, Video } from 'lucide-react';
import { useEffect, useRef, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import type { Message } from '../api/simulator.js';
import { timeOf } from './clock-words.js';
import { FormattedText } from './formatted-text.js';
import { Ticks } from './ticks.js';
import { fields, snippetOf, type Drawing } from './wire.js';

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
  /** It stands over buttons, and is as wide as they are. */
  readonly wide: boolean;
  /** The words it was corrected to. */
  readonly edited: string | undefined;
  readonly revoked: boolean;
  /** The tab key stops at one message only; arrows lead to the others. */
  readonly isStop: boolean;
  /** Undefined: nothing can be done with it. */
  readonly onOptions: (() => void) | undefined;
}

/** One message without its buttons. Mine are right and green, the business' left and white. */
export const Bubble = (props: BubbleProps) => {
  const { message, drawing, quoted, reactions, first, wide, edited, revoked, isStop, onOptions } = props;
  const press = useLongPress(onOptions);
  const mine = message.direction === 'inbound';
  const side = mine ? `bg-mine ${first ? 'rounded-se-sm' : ''}` : `bg-theirs ${first ? 'rounded-ss-sm' : ''}`;
  return (
    <div
      {...press}
      className={`group relative max-w-full rounded-md px-2.5 py-1.5 text-md text-ink shadow-[0_1px_1px_rgb(23_33_31/.08)] pointer-coarse:select-none ${wide ? 'w-full' : 'w-fit'} ${side} ${reactions.length > 0 ? 'mb-3' : ''}`}
    >
      {revoked ? <Deleted mine={mine} /> : <Content message={message} drawing={drawing} quoted={quoted} edited={edited} />}
      <span className="bubble-time inline-flex items-center gap-1 text-xs whitespace-nowrap text-time tabular-nums">
        {edited !== undefined && !revoked && <span>Edited</span>}
        <time dateTime={message.at}>{timeOf(message.at)}</time>
        {mine && !revoked && <Ticks status={message.status} />}
      </span>
      <span className="clear-both block" />
      {reactions.length > 0 && (
        <span className="absolute -bottom-3 inset-s-2 rounded-full border border-line bg-surface px-1.5 text-sm leading-5">
          <span className="sr-only">Reactions: </span>
          {reactions.join(' ')}
        </span>
      )}
      {onOptions && (
        <button
          type="button"
          aria-label="Message options"
          data-message-options=""
          tabIndex={isStop ? 0 : -1}
          className={`absolute top-0.5 inset-e-0.5 grid size-6 place-items-center rounded-full text-ink-soft opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:pointer-events-none ${mine ? 'bg-mine' : 'bg-theirs'}`}
          onClick={onOptions}
        >
          <ChevronDown size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  );
};

const LONG_PRESS_MS = 450;
/** A resting finger trembles; only who goes farther than this is scrolling. */
const TREMBLE_PX = 10;

/** A long touch, or the other button of a mouse, opens the options as in WhatsApp. */
function useLongPress(onPress: (() => void) | undefined) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const stop = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (!onPress) return {};
  return {
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      stop();
      onPress();
    },
    onPointerDown: (event: PointerEvent) => {
      stop();
      if (event.pointerType !== 'touch') return;
      start.current = { x: event.clientX, y: event.clientY };
      timer.current = setTimeout(onPress, LONG_PRESS_MS);
    },
    onPointerUp: stop,
    onPointerMove: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > TREMBLE_PX) stop();
    },
    onPointerCancel: stop,
  };
}

const Deleted = ({ mine }: { readonly mine: boolean }) => (
  <span className="inline-flex items-center gap-1.5 text-ink-soft italic">
    <Ban size={15} aria-hidden="true" /> {mine ? 'You deleted this message' : 'This message was deleted'}
  </span>
);

type ContentProps = Pick<BubbleProps, 'message' | 'drawing' | 'quoted' | 'edited'>;

const Content = ({ message, drawing, quoted, edited }: ContentProps) => {
  const body = edited ?? drawing.body;
  return (
    <>
      {fields(message.wire['context'])['forwarded'] === true && (
        <p className="flex items-center gap-1 text-sm text-ink-soft italic">
          <Forward size={14} aria-hidden="true" /> Forwarded
        </p>
      )}
      {quoted && (
        <p
          dir="auto"
          className="mb-1 line-clamp-2 rounded-sm border-s-3 border-choice bg-quoted px-2 py-1 text-sm [overflow-wrap:anywhere] text-ink-soft"
        >
          {snippetOf(quoted)}
        </p>
      )}
      {drawing.media && <Medium media={drawing.media} />}
      {drawing.header && (
        <p dir="auto" className="font-name">
          {drawing.header}
        </p>
      )}
      {body && <Words>{body}</Words>}
      {drawing.footer && (
        <p dir="auto" className="text-sm text-ink-soft">
          {drawing.footer}
        </p>
      )}
    </>
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
  const { kind, url, label, detail } = media;
  if (url && kind === 'image') {
    return <img src={url} alt={label} className="-mx-1 mb-1 max-h-60 w-60 max-w-[calc(100%+8px)] rounded-sm object-cover" />;
  }
  if (url && kind === 'sticker') return <img src={url} alt={label} className="mb-1 size-32 object-contain" />;
  if (url && kind === 'audio') {
    return <audio src={url} controls preload="metadata" aria-label={label} className="mb-1 block h-10 w-56 max-w-full" />;
  }
  if (url && kind === 'video') {
    return (
      <video
        src={url}
        controls
        preload="metadata"
        aria-label={label}
        className="-mx-1 mb-1 max-h-60 w-60 max-w-[calc(100%+8px)] rounded-sm"
      />
    );
  }
  const Icon = MEDIA_ICONS[kind] ?? FileText;
  const card = (
    <span className="flex items-center gap-2.5 py-1">
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-ink-soft" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <bdi className="block">{label}</bdi>
        {detail && <bdi className="block text-sm text-ink-soft">{detail}</bdi>}
      </span>
    </span>
  );
  return url ? (
    <a href={url} download={label} className="underline">
      {card}
    </a>
  ) : (
    card
  );
};
