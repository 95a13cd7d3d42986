import type { ReactNode } from 'react';
import { classNames } from './class-names.js';

const tones = {
  neutral: 'bg-sunken text-ink-soft',
  waiting: 'bg-waiting-soft text-waiting',
  active: 'bg-active-soft text-active',
  bot: 'bg-bot-soft text-bot',
  danger: 'bg-danger-soft text-danger',
} as const;

export interface ChipProps {
  readonly tone?: keyof typeof tones;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A short fact with a meaning: colour, icon and word together, never colour alone. */
export const Chip = ({ tone = 'neutral', icon, children, className }: ChipProps) => (
  <span
    className={classNames(
      'inline-flex h-5.5 items-center gap-1 whitespace-nowrap rounded-full px-2 text-xs font-label',
      tones[tone],
      className,
    )}
  >
    {icon}
    {children}
  </span>
);
