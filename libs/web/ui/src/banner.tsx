import type { ReactNode } from 'react';
import { classNames } from './class-names.js';

const tones = {
  neutral: 'bg-sunken text-ink',
  waiting: 'bg-waiting-soft text-waiting',
  danger: 'bg-danger-soft text-danger',
  active: 'bg-active-soft text-active',
} as const;

export interface BannerProps {
  readonly tone: keyof typeof tones;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
}

/** One line (or two) that says what is going on in a region, with at most one thing to do about it. */
export const Banner = ({ tone, icon, children, action, className }: BannerProps) => (
  <div className={classNames('flex items-center gap-3 text-sm font-label', tones[tone], className)}>
    {icon}
    <div className="min-w-0 flex-1">{children}</div>
    {action}
  </div>
);
