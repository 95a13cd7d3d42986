import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** What a region says when it has nothing to show: why, and what to do next. */
export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div className="mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-12 text-center">
    {icon ? <span className="mb-1 text-ink-faint">{icon}</span> : null}
    <p className="text-md font-name text-ink">{title}</p>
    {children ? <div className="text-sm text-ink-soft">{children}</div> : null}
    {action ? <div className="mt-3">{action}</div> : null}
  </div>
);
