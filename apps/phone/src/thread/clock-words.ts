const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

export const timeOf = (at: string | number): string => time.format(new Date(at));

/** `Today`, `Yesterday` or the date, as seen from `now` (milliseconds on the simulator's clock). */
export function dayOf(at: string, now: number): string {
  const midnight = (moment: number) => new Date(moment).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(Date.parse(at))) / 86_400_000);
  return days === 0 ? 'Today' : days === 1 ? 'Yesterday' : day.format(new Date(at));
}
