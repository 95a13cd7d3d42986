import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { INBOX_VIEWS, type InboxView } from '../api/conversation.keys.js';
import type { ConversationCounts } from '../api/schema.js';
import { useWords } from '../model/use-words.js';

export interface InboxTabsProps {
  readonly current: InboxView;
  readonly counts: ConversationCounts | null;
  readonly onChange: (view: InboxView) => void;
  /** Between tabs and list. */
  readonly banner: ReactNode;
  readonly children: ReactNode;
}

export const InboxTabs = ({ current, counts, onChange, banner, children }: InboxTabsProps) => {
  const say = useWords();
  return (
    <Tabs selectedKey={current} onSelectionChange={(key) => onChange(key as InboxView)} className="flex min-h-0 flex-1 flex-col">
      <TabList aria-label={say('inbox.views')} className="flex gap-5 border-b border-line px-5">
        {INBOX_VIEWS.map((view) => (
          <Tab
            key={view}
            id={view}
            className="-mb-px flex h-10 cursor-pointer items-center gap-1 border-b-2 border-transparent text-sm font-label text-ink-soft hover:text-ink data-selected:border-accent data-selected:font-name data-selected:text-ink pointer-coarse:h-11"
          >
            {say(`inbox.tab.${view}`)}
            {counts && view !== 'closed' ? <Count count={counts[view]} /> : null}
          </Tab>
        ))}
      </TabList>
      <TabPanel id={current} className="flex min-h-0 flex-1 flex-col outline-offset-[-2px]">
        {banner}
        {children}
      </TabPanel>
    </Tabs>
  );
};

const Count = ({ count }: { readonly count: number }) => {
  const say = useWords();
  return (
    <>
      <span aria-hidden="true" className="font-label text-ink-faint">
        {count > 99 ? '99+' : count}
      </span>
      <span className="sr-only">{say('inbox.tab.count', { count })}</span>
    </>
  );
};
