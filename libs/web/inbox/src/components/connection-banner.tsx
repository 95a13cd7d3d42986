import { Banner, Button } from '@parley/ui';
import { CircleCheck, RefreshCw, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useIntl } from 'react-intl';
import { useWords } from '../model/use-words.js';
import { useLiveState } from '../realtime/live-state.js';

const reconnectingAfterMs = 3_000;
const offlineAfterMs = 15_000;
const backForMs = 2_000;

type Shown = 'nothing' | 'reconnecting' | 'offline' | 'back';

/** Quiet for the first three seconds: most breaks are over by then. */
const useShown = (): { readonly shown: Shown; readonly since: number } => {
  const live = useLiveState();
  const [shown, setShown] = useState<Shown>('nothing');
  const since = live.state === 'lost' ? live.since : 0;
  useEffect(() => {
    if (live.state === 'connecting') return;
    const timers: ReturnType<typeof setTimeout>[] = [];
    const later = (next: (before: Shown) => Shown, afterMs: number): void => {
      timers.push(setTimeout(() => setShown(next), Math.max(0, afterMs)));
    };
    if (live.state === 'live') {
      later((before) => (before === 'nothing' ? 'nothing' : 'back'), 0);
      later(() => 'nothing', backForMs);
    } else {
      const age = Date.now() - since;
      later(() => 'reconnecting', reconnectingAfterMs - age);
      later(() => 'offline', offlineAfterMs - age);
    }
    return () => timers.forEach(clearTimeout);
  }, [live.state, since]);
  return { shown, since };
};

export const ConnectionBanner = ({ onRetry }: { readonly onRetry: () => void }) => {
  const say = useWords();
  const intl = useIntl();
  const { shown, since } = useShown();
  return (
    <div role={shown === 'offline' ? 'alert' : 'status'}>
      {shown === 'reconnecting' ? (
        <Banner tone="waiting" className="px-4 py-1.5" icon={<RefreshCw size={15} aria-hidden="true" />}>
          {say('live.reconnecting')}
        </Banner>
      ) : null}
      {shown === 'offline' ? (
        <Banner
          tone="danger"
          className="px-4 py-1.5"
          icon={<WifiOff size={15} aria-hidden="true" />}
          action={
            <Button size="sm" onPress={onRetry}>
              {say('live.retry')}
            </Button>
          }
        >
          {say('live.offline', { time: intl.formatTime(since) })}
        </Banner>
      ) : null}
      {shown === 'back' ? (
        <Banner tone="active" className="px-4 py-1.5" icon={<CircleCheck size={15} aria-hidden="true" />}>
          {say('live.back')}
        </Banner>
      ) : null}
    </div>
  );
};
