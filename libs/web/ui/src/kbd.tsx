import type { ReactNode } from 'react';
import { classNames } from './class-names.js';

export const Kbd = ({ children, className }: { readonly children: ReactNode; readonly className?: string }) => (
  <kbd
    className={classNames(
      'inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong px-1 font-sans text-xs text-ink-soft',
      className,
    )}
  >
    {children}
  </kbd>
);
