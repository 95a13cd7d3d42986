import { useEffect, useState, type ReactNode } from 'react';
import { classNames } from './class-names.js';

/** A grey bar where text will be. */
export const Skeleton = ({ className }: { readonly className?: string }) => (
  <span aria-hidden="true" className={classNames('block animate-pulse rounded-sm bg-sunken', className)} />
);

/** Shows its children only after 150 ms: what loads faster than that must not flicker. */
export const AfterShortWait = ({ children }: { readonly children: ReactNode }) => {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return shown ? <>{children}</> : null;
};
