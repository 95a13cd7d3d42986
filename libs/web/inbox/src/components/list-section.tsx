import type { Ref } from 'react';
import type { InboxView } from '../api/conversation.keys.js';
import type { InboxSummary } from '../api/inbox-summary.query.js';
import { useWords } from '../model/use-words.js';
import { ConversationList } from './conversation-list.js';
import { InboxTabs } from './inbox-tabs.js';
import { SearchField } from './search-field.js';
import { WaitingBanner } from './waiting-banner.js';

export interface ListSectionProps {
  /** Null until it is known which tab has work in it. */
  readonly tab: InboxView | null;
  readonly search: string;
  readonly summary: InboxSummary | null;
  readonly currentId: string | null;
  readonly isTaking: boolean;
  readonly onTab: (tab: InboxView) => void;
  readonly onSearch: (text: string) => void;
  readonly onTakeNext: () => void;
  readonly onOrder: (ids: readonly string[]) => void;
  readonly searchRef: Ref<HTMLInputElement>;
  readonly className: string;
}

/** The left half of the inbox: who there is, and who waits. */
export const ListSection = ({ tab, search, summary, currentId, className, onSearch, searchRef, ...rest }: ListSectionProps) => {
  const say = useWords();
  return (
    <section
      aria-label={say('inbox.title')}
      className={`flex w-85 shrink-0 flex-col border-e border-line bg-surface max-pair:w-full max-pair:border-e-0 ${className}`}
    >
      <header className="px-4 pt-4 pb-1">
        <h1 className="mb-3 text-xl font-name">{say('inbox.title')}</h1>
        <SearchField value={search} onSearch={onSearch} inputRef={searchRef} />
      </header>
      <InboxTabs
        current={tab ?? 'mine'}
        counts={summary?.counts ?? null}
        onChange={rest.onTab}
        banner={summary ? <WaitingBanner summary={summary} isTaking={rest.isTaking} onTakeNext={rest.onTakeNext} /> : null}
      >
        {tab === null ? null : (
          <ConversationList key={`${tab}:${search}`} view={tab} search={search} currentId={currentId} onOrder={rest.onOrder} />
        )}
      </InboxTabs>
    </section>
  );
};
