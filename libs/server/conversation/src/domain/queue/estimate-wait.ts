/** Fewer chats than this say nothing about how long the next one takes. */
export const MIN_SAMPLES = 10;
/** Minutes sound exact; nobody knows a wait better than this. */
const ROUND_TO_MINUTES = 5;
/** Above it a figure helps nobody, and a few very long chats of a quiet week would promise a day. */
const MAX_MINUTES = 240;

/** How long the chats of a queue took lately. */
export interface ServiceTimes {
  /** From acceptance to end. */
  readonly medianSeconds: number;
  readonly samples: number;
}

/**
 * How long somebody at this place usually waits: median service time × place ÷ agents on duty, in minutes, rounded up to 5.
 * @param place 1 = next
 * @returns null when too little is known to say: fewer than 10 chats, nobody on duty, or more than four hours
 */
export function estimateMinutes(times: ServiceTimes | null, place: number, agentsOnDuty: number): number | null {
  if (times === null || times.samples < MIN_SAMPLES || agentsOnDuty < 1) return null;
  const minutes = (times.medianSeconds * place) / agentsOnDuty / 60;
  const rounded = Math.max(ROUND_TO_MINUTES, Math.ceil(minutes / ROUND_TO_MINUTES) * ROUND_TO_MINUTES);
  return rounded > MAX_MINUTES ? null : rounded;
}
