import type { ReactNode } from 'react';
import { classNames } from './class-names.js';

const grounds = [
  'bg-person-1',
  'bg-person-2',
  'bg-person-3',
  'bg-person-4',
  'bg-person-5',
  'bg-person-6',
  'bg-person-7',
  'bg-person-8',
] as const;

/** The same person has the same colour everywhere and always: FNV-1a over what never changes about them (their id). */
export const groundOf = (seed: string): (typeof grounds)[number] => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  return grounds[(hash >>> 0) % grounds.length] ?? grounds[0];
};

const sizes = { sm: 'size-8 text-xs', md: 'size-9 text-sm', lg: 'size-10 text-md' } as const;

export interface AvatarProps {
  readonly initials: string;
  readonly seed: string;
  readonly size?: keyof typeof sizes;
  /** A mark at the lower right edge, such as a state dot. */
  readonly badge?: ReactNode;
}

/** Decoration beside a written name, so it is hidden from screen readers; a badge brings its own words. */
export const Avatar = ({ initials, seed, size = 'md', badge }: AvatarProps) => (
  <span className="relative inline-flex shrink-0">
    <span
      aria-hidden="true"
      className={classNames(
        'inline-flex items-center justify-center rounded-full font-name text-on-person select-none',
        groundOf(seed),
        sizes[size],
      )}
    >
      {initials}
    </span>
    {badge}
  </span>
);
