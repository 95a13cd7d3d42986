import { useQuery } from '@tanstack/react-query';
import { Dialog, ToastRegion } from '@parley/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { conversationQuery } from '../api/conversation.query.js';
import { INBOX_VIEWS, type InboxView } from '../api/conversation.keys.js';
import { inboxSummaryQuery, type InboxSummary } from '../api/inbox-summary.query.js';
import { ChannelBanner } from '../components/channel-banner.js';
import { ConnectionBanner } from '../components/connection-banner.js';
import { ContactPanel } from '../components/contact-panel.js';
import { ConversationView } from '../components/conversation-view.js';
import { KeyboardHelp } from '../components/keyboard-help.js';
import { ListSection } from '../components/list-section.js';
import { NoConversation } from '../components/no-conversation.js';
import { UndoToasts } from '../components/undo-toasts.js';
import { AgentContext, type Agent } from '../model/agent-context.js';
import { useInboxLocation } from '../model/inbox-location.js';
import { setPanelOpen, usePanelOpen } from '../model/panel-choice.js';
import { useUndoables } from '../model/undo.js';
import { useChatActions } from '../model/use-chat-actions.js';
import { useMedia } from '../model/use-media.js';
import { useShortcuts } from '../model/use-shortcuts.js';
import { useWords } from '../model/use-words.js';
import { useLiveUpdates } from '../realtime/use-live-updates.js';

export interface InboxPageProps {
  readonly agent: Agent;
  readonly onSignedOut: () => void;
  readonly isHelpOpen: boolean;
  readonly onHelp: (isOpen: boolean) => void;
}

export const InboxPage = ({ agent, ...rest }: InboxPageProps) => (
  <AgentContext value={agent}>
    <Inbox agent={agent} {...rest} />
  </AgentContext>
);

/** Without a tab in the address: the one with work in it, so that the first screen is never empty beside a waiting customer. */
const tabWithWork = ({ counts }: InboxSummary): InboxView => (counts.mine > 0 ? 'mine' : counts.waiting > 0 ? 'waiting' : 'all');

const Inbox = ({ agent, onSignedOut, isHelpOpen, onHelp }: InboxPageProps) => {
  const say = useWords();
  const location = useInboxLocation();
  const retryNow = useLiveUpdates(onSignedOut);
  const { data: summary = null, isError: summaryFailed } = useQuery(inboxSummaryQuery());
  const { conversationId, setTab } = location;
  const { data: conversation } = useQuery({ ...conversationQuery(conversationId ?? ''), enabled: conversationId !== null });
  const undoables = useUndoables();
  const isWide = useMedia('(min-width: 1200px)');
  const wantsPanel = usePanelOpen();
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const [writeTo, setWriteTo] = useState<string | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const order = useRef<readonly string[]>([]);

  const tab = location.tab ?? (summary ? tabWithWork(summary) : summaryFailed ? 'all' : null);
  useEffect(() => {
    if (location.tab === null && tab !== null) setTab(tab, true);
  }, [location.tab, setTab, tab]);

  const actions = useChatActions({
    onHave: (id) => {
      setWriteTo(id);
      if (id !== conversationId) location.open(id, 'mine');
    },
    onEnded: () => main.current?.focus(),
  });

  const step = (by: 1 | -1): void => {
    const ids = order.current;
    const at = conversationId === null ? -1 : ids.indexOf(conversationId);
    const next = at < 0 ? ids[0] : ids[at + by];
    if (next !== undefined) location.open(next);
  };
  const toggleDetails = (): void => {
    if (isWide) setPanelOpen(!wantsPanel);
    else setDrawerOpen((isOpen) => !isOpen);
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    ...Object.fromEntries(INBOX_VIEWS.map((view, index) => [String(index + 1), () => setTab(view)])),
    '/': () => search.current?.focus(),
    t: actions.takeNext,
    r: () => input.current?.focus(),
    e: () => {
      if (!conversation?.chat || actions.isBusy) return;
      // A colleague's chat is ended with the button, which asks first.
      if (conversation.chat.agent === null || conversation.chat.agent.id === agent.id) actions.end(conversation);
    },
    z: () => {
      const newest = undoables[undoables.length - 1];
      if (newest) actions.undo(newest);
    },
    ']': () => conversation && toggleDetails(),
    '?': () => onHelp(true),
    Escape: () => location.open(null),
  });
  const onOrder = useCallback((ids: readonly string[]) => {
    order.current = ids;
  }, []);
  const onWriting = useCallback(() => setWriteTo(null), []);

  const waiting = summary?.counts.waiting ?? 0;
  useEffect(() => {
    const title = say('inbox.document-title', { count: waiting });
    document.title = title;
  }, [say, waiting]);

  return (
    <div className="flex h-full min-h-0 flex-1 flex-col">
      <ConnectionBanner onRetry={retryNow} />
      <ChannelBanner />
      <div className="flex min-h-0 flex-1">
        <ListSection
          tab={tab}
          search={location.search}
          summary={summary}
          currentId={conversationId}
          isTaking={actions.isTaking}
          onTab={setTab}
          onSearch={location.setSearch}
          onTakeNext={actions.takeNext}
          onOrder={onOrder}
          searchRef={search}
          className={conversationId === null ? '' : 'max-pair:hidden'}
        />
        <main
          ref={main}
          id="thread"
          tabIndex={-1}
          className={`flex min-w-0 flex-1 flex-col outline-none ${conversationId === null ? 'max-pair:hidden' : ''}`}
        >
          {conversationId === null ? (
            <NoConversation summary={summary} />
          ) : (
            <ConversationView
              key={conversationId}
              conversationId={conversationId}
              actions={actions}
              inputRef={input}
              onBack={() => location.open(null)}
              onDetails={toggleDetails}
              wantsToWrite={writeTo === conversationId}
              onWriting={onWriting}
            />
          )}
        </main>
        {conversation && isWide && wantsPanel ? (
          <aside aria-label={say('panel.title')} className="w-70 shrink-0 overflow-y-auto border-s border-line bg-surface">
            <ContactPanel conversation={conversation} />
          </aside>
        ) : null}
      </div>
      {conversation && !isWide ? (
        <Dialog
          place="side"
          title={say('panel.title')}
          closeLabel={say('panel.close')}
          isOpen={isDrawerOpen}
          onClose={() => setDrawerOpen(false)}
        >
          <div className="-mx-5">
            <ContactPanel conversation={conversation} />
          </div>
        </Dialog>
      ) : null}
      <KeyboardHelp isOpen={isHelpOpen} onClose={() => onHelp(false)} />
      <UndoToasts onUndo={actions.undo} />
      <ToastRegion label={say('toast.region')} closeLabel={say('toast.close')} />
    </div>
  );
};
