import { useIntl } from 'react-intl';
import type { ThreadItem } from '../model/thread-items.js';
import { useNow } from '../model/use-now.js';
import { useWords } from '../model/use-words.js';

export type Divider = Exclude<ThreadItem, { kind: 'message' }>;

/** A day, a chat that begins or ends, or where the new messages begin. */
export const ThreadDivider = ({ divider }: { readonly divider: Divider }) => {
  const say = useWords();
  const intl = useIntl();
  const day = useDayWords();
  switch (divider.kind) {
    case 'day':
      return <Rule words={day(divider.at)} />;
    case 'chat-started':
      return (
        <Rule
          words={say('thread.chat-started', {
            number: divider.number,
            time: intl.formatTime(divider.at, { hour: '2-digit', minute: '2-digit' }),
          })}
        />
      );
    case 'chat-ended':
      return <Rule words={say('thread.chat-ended', { number: divider.number })} />;
    case 'unread':
      return <Rule words={say('thread.unread', { count: divider.count })} isUnread />;
  }
};

const useDayWords = (): ((at: string) => string) => {
  const say = useWords();
  const intl = useIntl();
  const now = useNow();
  return (at) => {
    const day = new Date(at).toDateString();
    if (day === new Date(now).toDateString()) return say('thread.today');
    if (day === new Date(now - 86_400_000).toDateString()) return say('thread.yesterday');
    return intl.formatDate(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  };
};

const Rule = ({ words, isUnread = false }: { readonly words: string; readonly isUnread?: boolean }) => (
  <p className={`flex items-center gap-3 pt-4 pb-1 text-xs font-label ${isUnread ? 'text-danger' : 'text-ink-soft'}`}>
    <span aria-hidden="true" className={`h-px flex-1 ${isUnread ? 'bg-danger' : 'bg-line'}`} />
    {words}
    <span aria-hidden="true" className={`h-px flex-1 ${isUnread ? 'bg-danger' : 'bg-line'}`} />
  </p>
);
