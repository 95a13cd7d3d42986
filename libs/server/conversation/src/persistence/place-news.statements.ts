import { statement } from '@parley/platform';
import { MAX_PLACE_UPDATES, PLACE_UPDATE_EVERY_MS } from '../domain/queue/place-news.js';
import { LONGEST_QUEUE, TEAM_OF_CHAT } from './queue.statements.js';

/** As many as a worker handles before it looks at other things again. */
const BATCH = 100;

/**
 * Whoever may be told a new place: the rule of `isPlaceNews`, asked of all who wait in one walk along each queue, while the service window
 * is open and nobody has asked to be left alone. The domain has the last word.
 */
export const findPlaceNews = statement<{ id: string }>(
  'conversation-find-place-news',
  `select w.id
     from team t
     cross join lateral (
       select q.id, q.chat_id, q.service_window_expires_at, row_number() over (order by q.chat_waiting_since, q.id) as place
         from (select c.id, c.chat_id, c.chat_waiting_since, c.service_window_expires_at from conversation c
                where c.chat_status = 'waiting' and ${TEAM_OF_CHAT} = t.id
                order by c.chat_waiting_since, c.id limit ${LONGEST_QUEUE}) q
     ) w
     join chat h on h.id = w.chat_id
    where w.service_window_expires_at > now() and h.told_place >= 2 * w.place and h.place_updates < ${MAX_PLACE_UPDATES}
      and h.told_place_at <= now() - interval '${PLACE_UPDATE_EVERY_MS} milliseconds'
      and not exists (select from notice n where n.chat_id = h.id and n.kind = 'queue.later')
    order by h.told_place_at, w.id limit ${BATCH}`,
);
