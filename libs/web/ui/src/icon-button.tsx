import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { classNames } from './class-names.js';

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  /** Said by screen readers and shown in the tooltip: an icon alone says nothing. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly className?: string;
  readonly ground?: 'surface' | 'rail';
}

const grounds = {
  surface: 'text-ink-soft hover:bg-hover hover:text-ink',
  rail: 'text-on-rail hover:bg-rail-active hover:text-on-rail-strong',
} as const;

export const IconButton = ({ label, icon, className, ground = 'surface', ...props }: IconButtonProps) => (
  <TooltipTrigger delay={500} closeDelay={100}>
    <AriaButton
      {...props}
      aria-label={label}
      className={classNames(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-sm transition-colors duration-(--fast) pointer-coarse:size-11',
        grounds[ground],
        className,
      )}
    >
      {icon}
    </AriaButton>
    <Tooltip offset={6} className="rounded-sm bg-ink px-2 py-1 text-xs text-canvas shadow-raised">
      {label}
    </Tooltip>
  </TooltipTrigger>
);
