import { useQuery } from '@tanstack/react-query';
import { Banner } from '@parley/ui';
import { CirclePause } from 'lucide-react';
import { useIntl } from 'react-intl';
import { channelQuery } from '../api/channel.query.js';
import { useWords } from '../model/use-words.js';

/** While WhatsApp takes nothing from us: why, since when, and that nothing is lost. The region is always there, so that it is read out. */
export const ChannelBanner = () => {
  const say = useWords();
  const intl = useIntl();
  const { data: channel } = useQuery(channelQuery());
  return (
    <div role="status">
      {channel?.status === 'paused' ? (
        <Banner tone="danger" className="px-4 py-1.5" icon={<CirclePause size={15} aria-hidden="true" className="shrink-0" />}>
          {say('channel.paused', { time: intl.formatTime(channel.since ?? undefined), reason: channel.reason ?? '' })}{' '}
          <span className="font-text">{say('channel.paused.waiting', { count: channel.waiting })}</span>
        </Banner>
      ) : null}
    </div>
  );
};
