import { Banner, Button } from '@parley/ui';
import { Hourglass } from 'lucide-react';
import type { InboxSummary } from '../api/inbox-summary.query.js';
import { useNow } from '../model/use-now.js';
import { useWords } from '../model/use-words.js';
import { minutesSince } from '../model/waiting-time.js';

export interface WaitingBannerProps {
  readonly summary: InboxSummary;
  readonly isTaking: boolean;
  readonly onTakeNext: () => void;
}

/** Who waits, since when, and the one thing to do about it. Not there while nobody waits. */
export const WaitingBanner = ({ summary, isTaking, onTakeNext }: WaitingBannerProps) => {
  const say = useWords();
  const now = useNow();
  const { counts, longestWaitSince } = summary;
  if (counts.waiting === 0) return null;
  const count = counts.waiting;
  return (
    <Banner
      tone="waiting"
      className="mx-4 mt-3 mb-1 rounded-md px-3 py-2"
      icon={<Hourglass size={16} aria-hidden="true" className="shrink-0" />}
      action={
        <Button tone="primary" onPress={onTakeNext} isDisabled={isTaking}>
          {say('inbox.take-next')}
        </Button>
      }
    >
      {longestWaitSince === null
        ? say('inbox.waiting.banner.short', { count })
        : say('inbox.waiting.banner', { count, minutes: minutesSince(longestWaitSince, now) })}
    </Banner>
  );
};
