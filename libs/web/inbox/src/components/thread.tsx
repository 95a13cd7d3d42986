import { useVirtualizer } from '@tanstack/react-virtual';
import { Button } from '@parley/ui';
import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '../api/schema.js';
import type { ThreadRow } from '../model/thread-rows.js';
import { useWords } from '../model/use-words.js';
import { bubbleId, MessageBubble } from './message-bubble.js';
import type { OutgoingActions } from './message-trouble.js';
import { ThreadDivider } from './thread-divider.js';

export interface ThreadProps extends Omit<OutgoingActions, 'onSendAgain' | 'onShow'> {
  readonly rows: readonly ThreadRow[];
  readonly contactName: string;
  readonly newest: Message | null;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly olderFailed: boolean;
  readonly onLoadOlder: () => void;
  readonly onAtEnd: (isAtEnd: boolean) => void;
  readonly offersSendAgain: (message: Message) => boolean;
  /** Resolves to whether it was sent again. */
  readonly onSendAgain: (message: Message) => Promise<boolean>;
  readonly sendingAgainId: string | null;
}

// Closer to the end than this counts as reading the latest: new messages then come into view by themselves.
const atEndPx = 120;
const loadOlderPx = 600;

export const Thread = ({
  rows,
  contactName,
  newest,
  hasOlder,
  isLoadingOlder,
  olderFailed,
  onLoadOlder,
  onAtEnd,
  offersSendAgain,
  onSendAgain,
  sendingAgainId,
  ...actions
}: ThreadProps) => {
  const say = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const [seenSeq, setSeenSeq] = useState(newest?.seq ?? 0);

  // eslint-disable-next-line react-hooks/incompatible-library -- it warns the React Compiler off; we do not run one
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => 56 + (rows[index]?.dividers.length ?? 0) * 36,
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: atEndPx,
    overscan: 10,
    paddingStart: 16,
    paddingEnd: 16,
  });

  useLayoutEffect(() => {
    const unreadAt = rows.findIndex((row) => row.dividers.some((divider) => divider.kind === 'unread'));
    // Many new messages: begin reading where they begin. Otherwise at the latest.
    if (unreadAt >= 0 && rows.length - unreadAt > 8) virtual.scrollToIndex(unreadAt, { align: 'start' });
    else virtual.scrollToEnd();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once per opened thread; afterwards the agent decides where to be
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = (): void => {
      setIsAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight <= atEndPx);
      if (element.scrollTop < loadOlderPx && hasOlder && !isLoadingOlder && !olderFailed) onLoadOlder();
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [hasOlder, isLoadingOlder, olderFailed, onLoadOlder, rows.length]);

  useEffect(() => onAtEnd(isAtEnd), [isAtEnd, onAtEnd]);

  const latestRows = useRef(rows);
  useEffect(() => {
    latestRows.current = rows;
  }, [rows]);
  const { scrollToIndex } = virtual;
  const show = useCallback(
    (message: Message) => {
      const index = latestRows.current.findIndex((row) => row.item?.message.id === message.id);
      if (index < 0) return;
      scrollToIndex(index, { align: 'center' });
      // Drawn by the next frame when it was out of sight.
      requestAnimationFrame(() => document.getElementById(bubbleId(message.id))?.focus({ preventScroll: true }));
    },
    [scrollToIndex],
  );
  const sendAgain = useCallback(
    // The button is gone with the reason for it; the keyboard stays in the thread.
    (message: Message) => void onSendAgain(message).then((isSent) => isSent && scroller.current?.focus({ preventScroll: true })),
    [onSendAgain],
  );

  const newestSeq = newest?.seq ?? 0;
  if (isAtEnd && seenSeq !== newestSeq) setSeenSeq(newestSeq);
  const unseen = Math.max(0, newestSeq - seenSeq);
  const olderWords = olderFailed ? say('thread.older.failed') : isLoadingOlder ? say('thread.older.loading') : null;

  return (
    <div className="relative flex min-h-0 flex-1 flex-col bg-canvas">
      {olderWords ? (
        <div className="absolute inset-x-0 top-2 z-10 flex justify-center">
          <span className="flex items-center gap-2 rounded-full border border-line bg-raised px-3 py-1 text-xs text-ink-soft shadow-raised">
            {olderWords}
            {olderFailed ? (
              <Button size="sm" tone="plain" onPress={onLoadOlder}>
                {say('inbox.try-again')}
              </Button>
            ) : null}
          </span>
        </div>
      ) : null}
      <div
        ref={scroller}
        role="log"
        aria-label={contactName}
        // New messages are read out by a region of their own: rows that come and go with scrolling must not be.
        aria-live="off"
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain px-6 outline-offset-[-3px] max-rail:px-3"
      >
        <div className="relative mt-auto w-full shrink-0" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((virtualRow) => {
            const row = rows[virtualRow.index];
            return row ? (
              <div
                key={virtualRow.key}
                data-index={virtualRow.index}
                ref={virtual.measureElement}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${virtualRow.start}px)` }}
              >
                {row.dividers.map((divider) => (
                  <ThreadDivider key={divider.key} divider={divider} />
                ))}
                {row.item ? (
                  <MessageBubble
                    item={row.item}
                    contactName={contactName}
                    offersSendAgain={offersSendAgain(row.item.message)}
                    isSendingAgain={sendingAgainId === row.item.message.id}
                    onSendAgain={sendAgain}
                    onShow={show}
                    {...actions}
                  />
                ) : null}
              </div>
            ) : null;
          })}
        </div>
      </div>
      {isAtEnd ? null : (
        <div className="absolute end-5 bottom-4 z-10">
          <Button size="sm" className="rounded-full shadow-raised" onPress={() => virtual.scrollToEnd({ behavior: 'auto' })}>
            <ArrowDown size={14} aria-hidden="true" />
            {unseen > 0 ? say('thread.jump.new', { count: unseen }) : say('thread.jump')}
          </Button>
        </div>
      )}
    </div>
  );
};
