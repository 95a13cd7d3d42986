import { statement } from '@parley/platform';

/** Whose lane it is. */
export const findContactOfLane = statement<{ contact_id: string; channel_id: string }>(
  'conversation-find-contact-of-lane',
  'select contact_id, channel_id from conversation where id = $1',
);
