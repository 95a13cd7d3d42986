const hour = 3_600_000;

export type ServiceWindow =
  | { readonly state: 'never' }
  | { readonly state: 'closed' }
  /** `soon`: less than an hour is left. */
  | { readonly state: 'soon' | 'open'; readonly leftMs: number; readonly hours: number; readonly minutes: number };

/** How long a free reply is still allowed. `never`: the customer has not written yet. The server decides; this only tells. */
export const serviceWindow = (expiresAt: string | null, now: number): ServiceWindow => {
  if (expiresAt === null) return { state: 'never' };
  const leftMs = Date.parse(expiresAt) - now;
  if (leftMs <= 0) return { state: 'closed' };
  // Rounded down, so that nobody counts on a minute that is not there.
  const minutesLeft = Math.floor(leftMs / 60_000);
  return { state: leftMs < hour ? 'soon' : 'open', leftMs, hours: Math.floor(minutesLeft / 60), minutes: minutesLeft % 60 };
};

export const isWindowOpen = (window: ServiceWindow): window is Extract<ServiceWindow, { leftMs: number }> =>
  window.state === 'open' || window.state === 'soon';

/** Rows mention the window only when it matters: less than four hours are left. */
export const endsWithinFourHours = (window: ServiceWindow): boolean => isWindowOpen(window) && window.leftMs < 4 * hour;
