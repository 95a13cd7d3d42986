import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { INBOX_VIEWS, type InboxView } from '../api/conversation.keys.js';

/** What the address says beside the conversation. No tab yet: the inbox chooses the one that has work in it. */
export interface InboxSearch {
  readonly tab?: InboxView;
  readonly q?: string;
}

/** Reads the query part of an address somebody may have typed: what is not understood is left out. */
export const parseInboxSearch = (search: Readonly<Record<string, unknown>>): InboxSearch => {
  const tab = INBOX_VIEWS.find((view) => view === search['tab']);
  const q = typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']).slice(0, 200) : '';
  return { ...(tab ? { tab } : {}), ...(q ? { q } : {}) };
};

export interface InboxLocation {
  readonly conversationId: string | null;
  readonly tab: InboxView | null;
  readonly search: string;
  readonly open: (conversationId: string | null, tab?: InboxView) => void;
  readonly setTab: (tab: InboxView, replace?: boolean) => void;
  readonly setSearch: (search: string) => void;
}

/** Where the agent is, from the address alone, and the ways to go elsewhere. */
export const useInboxLocation = (): InboxLocation => {
  const params: { readonly conversationId?: string } = useParams({ strict: false });
  const query: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const conversationId = params.conversationId ?? null;
  const { tab = null, q: search = '' } = parseInboxSearch(query);
  const navigate = useNavigate();

  const go = useCallback(
    (to: string | null, next: InboxSearch, replace = false) =>
      void navigate(
        to === null
          ? { to: '/', search: next, replace }
          : { to: '/c/$conversationId', params: { conversationId: to }, search: next, replace },
      ),
    [navigate],
  );
  return useMemo(() => {
    const asSearch = (nextTab: InboxView | null, q: string): InboxSearch => ({ ...(nextTab ? { tab: nextTab } : {}), ...(q ? { q } : {}) });
    return {
      conversationId,
      tab,
      search,
      open: (id, nextTab) => go(id, asSearch(nextTab ?? tab, search)),
      setTab: (nextTab, replace = false) => go(conversationId, asSearch(nextTab, search), replace),
      setSearch: (q) => go(conversationId, asSearch(tab, q), true),
    };
  }, [conversationId, go, search, tab]);
};
