import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { Message } from '../api/simulator.js';
import { Bubble } from './bubble.js';
import { Choices } from './choices.js';
import { dayOf } from './clock-words.js';
import { isAboutAnother, toldBy } from './told.js';
import { drawingOf } from './wire.js';

/** Messages of one sender closer than this stand close together. */
const CLOSE_MS = 5 * 60_000;
/** Who reads older messages is left there; who is this near the end follows what comes. */
const NEAR_END_PX = 120;

interface ThreadProps {
  readonly label: string;
  readonly messages: readonly Message[];
  readonly typing: boolean;
  /** Milliseconds on the simulator's clock. */
  readonly now: number;
  readonly empty: ReactNode;
  readonly onTap: (message: Message, id: string) => void;
  readonly onOpenList: (message: Message) => void;
  readonly onOptions: (message: Message) => void;
}

export const Thread = (props: ThreadProps) => {
  const { label, messages, typing, empty } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = messages.at(-1);

  // Before paint, so that a new bubble never shows half below the edge.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && (atEnd.current || last?.direction === 'inbound')) element.scrollTop = element.scrollHeight;
  }, [last?.id, last?.direction, last?.status, messages.length, typing]);

  // A picture that has loaded, or a keyboard that takes room, must not push the newest message out of sight.
  useEffect(() => {
    const element = scroller.current;
    if (!element?.firstElementChild) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  return (
    <div
      ref={scroller}
      className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain bg-wall px-3 py-3 outline-offset-[-2px] outline-focus has-[>[role=log]:focus-visible]:outline-2"
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
      }}
    >
      <div
        role="log"
        aria-label={label}
        tabIndex={0}
        className="flex min-h-full flex-col justify-end outline-none"
        onKeyDown={moveBetweenMessages}
      >
        {messages.length === 0 ? empty : rows(props)}
        {typing && (
          <p className="arrive mt-2 flex w-fit gap-1 rounded-md rounded-ss-sm bg-theirs px-3 py-3 text-time">
            <span className="sr-only">The business is typing</span>
            {[0, 1, 2].map((dot) => (
              <span key={dot} aria-hidden="true" className="typing-dot size-1.5 rounded-full bg-current" />
            ))}
          </p>
        )}
      </div>
    </div>
  );
};

/** Up and down lead from the options of one message to those of the next. */
function moveBetweenMessages(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-message-options]')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = step === 0 || at < 0 ? undefined : stops[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function rows({ messages, now, onTap, onOpenList, onOptions }: ThreadProps): ReactNode[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const { reactions, edits, revoked } = toldBy(messages);
  const shown = messages.filter((message) => !isAboutAnother(message));
  const lastId = shown.findLast((message) => !revoked.has(message.id))?.id;

  return shown.map((message, index) => {
    const before = shown[index - 1];
    const newDay = !before || dayOf(before.at, now) !== dayOf(message.at, now);
    const close = !newDay && before.direction === message.direction && Date.parse(message.at) - Date.parse(before.at) < CLOSE_MS;
    const mine = message.direction === 'inbound';
    const drawing = drawingOf(message);
    const hasChoices = drawing.buttons.length > 0 || drawing.actions.length > 0 || drawing.list !== null || drawing.link !== null;
    // A tapped button answers a message too, but its title says all: only written replies show what they answer.
    const isTap = mine && (message.type === 'interactive' || message.type === 'button');
    const quoted = message.contextId && !isTap ? (byId.get(message.contextId) ?? null) : null;
    return (
      <div key={message.id} className={`flex flex-col ${close ? 'mt-1' : 'mt-2.5'}`}>
        {newDay && (
          <p className="mx-auto mb-2 rounded-full bg-theirs/80 px-3 py-0.5 text-xs text-time">
            <time dateTime={message.at}>{dayOf(message.at, now)}</time>
          </p>
        )}
        <div
          className={`arrive flex max-w-[86%] flex-col gap-1 ${mine ? 'items-end self-end' : 'self-start'} ${hasChoices ? 'w-full max-w-[250px]' : ''}`}
        >
          <span className="sr-only">{mine ? 'You:' : 'Business:'}</span>
          <Bubble
            message={message}
            drawing={drawing}
            quoted={quoted}
            reactions={Object.values(reactions.get(message.id) ?? {})}
            first={!close}
            wide={hasChoices}
            edited={edits.get(message.id)}
            revoked={revoked.has(message.id)}
            isStop={message.id === lastId}
            onOptions={revoked.has(message.id) ? undefined : () => onOptions(message)}
          />
          {hasChoices && (
            <Choices message={message} drawing={drawing} onTap={(id) => onTap(message, id)} onOpenList={() => onOpenList(message)} />
          )}
        </div>
      </div>
    );
  });
}
