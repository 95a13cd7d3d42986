import { EmptyState } from '@parley/ui';
import { MessagesSquare } from 'lucide-react';
import type { InboxSummary } from '../api/inbox-summary.query.js';
import { useNow } from '../model/use-now.js';
import { useWords } from '../model/use-words.js';
import { minutesSince } from '../model/waiting-time.js';
import { KeyList, KEYS } from './keyboard-help.js';

const helpful = KEYS.filter(({ word }) => ['keys.take', 'keys.next', 'keys.search', 'keys.help'].includes(word));

/** What stands where a thread will be: how the day stands, and the keys that help. */
export const NoConversation = ({ summary }: { readonly summary: InboxSummary | null }) => {
  const say = useWords();
  const now = useNow();
  return (
    <div className="flex flex-1 flex-col justify-center overflow-auto bg-canvas">
      <EmptyState icon={<MessagesSquare size={30} aria-hidden="true" />} title={say('inbox.none.title')}>
        {summary ? (
          <dl className="mt-4 flex justify-center gap-8">
            <Figure name={say('inbox.none.waiting')} value={String(summary.counts.waiting)} />
            <Figure name={say('inbox.none.mine')} value={String(summary.counts.mine)} />
            {summary.longestWaitSince ? (
              <Figure
                name={say('inbox.none.longest')}
                value={say('inbox.none.minutes', { minutes: minutesSince(summary.longestWaitSince, now) })}
              />
            ) : null}
          </dl>
        ) : null}
        <div className="mt-8 flex flex-col items-center pointer-coarse:hidden">
          <p className="mb-3 text-xs font-name">{say('inbox.none.keys')}</p>
          <KeyList keys={helpful} />
        </div>
      </EmptyState>
    </div>
  );
};

const Figure = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div className="flex flex-col-reverse">
    <dt className="text-xs">{name}</dt>
    <dd className="text-xl font-name text-ink">{value}</dd>
  </div>
);
