import { Chip } from '@parley/ui';
import { Timer } from 'lucide-react';
import { isWindowOpen, serviceWindow } from '../model/service-window.js';
import { useNow } from '../model/use-now.js';
import { useWords } from '../model/use-words.js';

/** How long a free reply is still allowed. */
export const WindowChip = ({ expiresAt }: { readonly expiresAt: string | null }) => {
  const say = useWords();
  const window = serviceWindow(expiresAt, useNow());
  if (!isWindowOpen(window)) return null;
  return (
    <Chip tone={window.state === 'soon' ? 'waiting' : 'neutral'} icon={<Timer size={13} aria-hidden="true" />}>
      {say('composer.window.open', { hours: window.hours, minutes: window.minutes })}
    </Chip>
  );
};
