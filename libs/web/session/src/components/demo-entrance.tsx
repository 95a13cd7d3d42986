import { Button } from '@parley/ui';
import type { DemoSignIn } from '../model/demo-sign-in.js';
import { useWords } from '../model/use-words.js';

export interface DemoEntranceProps {
  readonly login: DemoSignIn;
  readonly isBusy: boolean;
  readonly onEnter: () => void;
}

/** The shortest way into a demo, above the form that everybody else uses. */
export const DemoEntrance = ({ login, isBusy, onEnter }: DemoEntranceProps) => {
  const say = useWords();
  return (
    <section aria-label={say('session.demo.enter', { name: login.name })} className="mb-5 flex flex-col gap-3">
      <p className="text-sm text-ink-soft">{say('session.demo.lead')}</p>
      <Button tone="primary" size="lg" autoFocus isDisabled={isBusy} onPress={onEnter} className="w-full">
        {say('session.demo.enter', { name: login.name })}
      </Button>
      <p className="mt-2 flex items-center gap-3 text-xs text-ink-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {say('session.demo.or')}
      </p>
    </section>
  );
};
