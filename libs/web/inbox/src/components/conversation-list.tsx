import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { AfterShortWait, Button, EmptyState, Skeleton } from '@parley/ui';
import { ArrowUp } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { conversationListQuery } from '../api/conversation-list.query.js';
import type { InboxView } from '../api/conversation.keys.js';
import type { Conversation } from '../api/schema.js';
import { explainProblem } from '../model/explain-problem.js';
import { useIsAiming, useSteadyList } from '../model/use-steady-list.js';
import { useWords } from '../model/use-words.js';
import { ConversationRow } from './conversation-row.js';

export const ROW_HEIGHT = 65;

export interface ConversationListProps {
  readonly view: InboxView;
  readonly search: string;
  readonly currentId: string | null;
  /** Told the ids in the order they are shown, for going up and down by keyboard. */
  readonly onOrder: (ids: readonly string[]) => void;
}

const noRows: readonly Conversation[] = [];

export const ConversationList = ({ view, search, currentId, onOrder }: ConversationListProps) => {
  const say = useWords();
  const list = useInfiniteQuery(conversationListQuery({ view, search }));
  const scroller = useRef<HTMLDivElement>(null);
  const isAiming = useIsAiming(scroller);
  const newest = useMemo(() => {
    const byId = new Map<string, Conversation>();
    for (const page of list.data?.pages ?? []) for (const item of page.items) if (!byId.has(item.id)) byId.set(item.id, item);
    return byId.size === 0 ? noRows : [...byId.values()];
  }, [list.data]);
  const { rows, held, apply } = useSteadyList(newest, isAiming);

  // eslint-disable-next-line react-hooks/incompatible-library -- it warns the React Compiler off; we do not run one
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown[shown.length - 1]?.index ?? -1;
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = list;
  useEffect(() => {
    // A failed page is not asked for again by scrolling: the button below the list does that.
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && lastShown >= rows.length - 6) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchNextPageError, isFetchingNextPage, lastShown, rows.length]);
  useEffect(() => onOrder(rows.map((row) => row.id)), [onOrder, rows]);

  const retry = (
    <Button size="sm" onPress={() => void list.refetch()}>
      {say('inbox.try-again')}
    </Button>
  );
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain">
      {held > 0 ? (
        <div className="sticky top-2 z-10 flex h-0 justify-center">
          <Button tone="primary" size="sm" className="rounded-full shadow-raised" onPress={apply}>
            <ArrowUp size={14} aria-hidden="true" />
            {say('inbox.updates', { count: held })}
          </Button>
        </div>
      ) : null}
      {list.isPending ? (
        <AfterShortWait>
          <SkeletonRows />
        </AfterShortWait>
      ) : null}
      {list.isError && rows.length === 0 ? (
        <EmptyState title={say('inbox.list-failed', { reason: explainProblem(say, list.error) })} action={retry} />
      ) : null}
      {list.isSuccess && rows.length === 0 ? <EmptyList view={view} search={search} /> : null}
      <ul role="list" aria-label={say('inbox.conversations')} className="relative" style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const row = rows[item.index];
          return row ? (
            <li
              key={item.key}
              aria-setsize={hasNextPage ? -1 : rows.length}
              aria-posinset={item.index + 1}
              className="absolute inset-x-0 top-0"
              style={{ height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}
            >
              <ConversationRow conversation={row} isCurrent={row.id === currentId} tab={view} search={search} />
            </li>
          ) : null;
        })}
      </ul>
      {isFetchingNextPage ? <p className="p-3 text-center text-sm text-ink-soft">{say('inbox.loading-more')}</p> : null}
      {list.isError && rows.length > 0 ? (
        <div className="flex items-center justify-between gap-3 p-4 text-sm text-ink-soft">
          {say('inbox.list-stale', { reason: explainProblem(say, list.error) })}
          {retry}
        </div>
      ) : null}
    </div>
  );
};

const SkeletonRows = () => (
  <div aria-hidden="true">
    {[62, 40, 54, 70, 46, 58].map((width) => (
      <div key={width} className="flex items-center gap-3 ps-4 pe-4" style={{ height: ROW_HEIGHT }}>
        <Skeleton className="size-9 rounded-full" />
        <div className="flex-1" style={{ maxWidth: `${width}%` }}>
          <Skeleton className="mb-2 h-3 w-1/2" />
          <Skeleton className="h-3" />
        </div>
      </div>
    ))}
  </div>
);

const EmptyList = ({ view, search }: { readonly view: InboxView; readonly search: string }) => {
  const say = useWords();
  if (search) return <EmptyState title={say('inbox.empty.search', { search })}>{say('inbox.empty.search.hint')}</EmptyState>;
  return <EmptyState title={say(`inbox.empty.${view}`)}>{say(`inbox.empty.${view}.hint`)}</EmptyState>;
};
