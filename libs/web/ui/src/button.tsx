import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { classNames } from './class-names.js';

const base =
  'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-sm font-label transition-colors duration-(--fast) disabled:opacity-60';

const tones = {
  /** The one main action of a region. */
  primary: 'bg-accent text-on-accent hover:bg-accent-hover data-pressed:bg-accent-hover',
  quiet: 'border border-line-strong bg-surface text-ink hover:bg-hover',
  /** Visible but quiet: outlined, red text. */
  danger: 'border border-line-strong bg-surface text-danger hover:bg-danger-soft hover:border-danger',
  plain: 'text-accent hover:bg-accent-soft',
} as const;

const sizes = {
  sm: 'h-7 px-2.5 text-sm pointer-coarse:h-11',
  md: 'h-8 px-3 text-sm pointer-coarse:h-11',
  lg: 'h-10 px-4 text-md pointer-coarse:h-11',
} as const;

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly tone?: keyof typeof tones;
  readonly size?: keyof typeof sizes;
  readonly className?: string;
}

export const Button = ({ tone = 'quiet', size = 'md', className, ...props }: ButtonProps) => (
  <AriaButton {...props} className={classNames(base, tones[tone], sizes[size], className)} />
);
