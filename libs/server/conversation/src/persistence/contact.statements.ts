import { statement } from '@parley/platform';

/** Whose lane it is. */
export const findContactOfLane = statement<{ contact_id: string; channel_id: string }>(
  'conversation-find-contact-of-lane',
  'select contact_id, channel_id from conversation where id = $1',
);

/** What is missing from $2 and $3 stays; an attribute that is null goes. Answers how many attributes there were, and are. */
export const changeContact = statement<{ before: number; after: number }>(
  'conversation-change-contact',
  `with known as (
     select k.id, c.id as conversation_id, k.attributes from conversation c join contact k on k.id = c.contact_id where c.id = $1
   ), changed as (
     update contact k
        set language = case when $3::boolean then $2::text else k.language end,
            attributes = jsonb_strip_nulls(k.attributes || $4::jsonb), updated_at = now()
       from known where k.id = known.id
     returning known.conversation_id, known.attributes as before, k.attributes as after
   ), happened as (
     insert into event (size, items)
     select 1, json_build_array(json_build_array('conversation.updated', conversation_id, null)) from changed
   )
   select (select count(*)::int from jsonb_object_keys(before)) as before, (select count(*)::int from jsonb_object_keys(after)) as after
     from changed`,
);

/** By its id, or by the one it had before it was joined with another. */
export const findContact = statement<{ id: string; conversation_id: string }>(
  'conversation-find-contact',
  `select k.id, c.id as conversation_id from contact k join conversation c on c.contact_id = k.id where k.id = $1
   union all
   select c.contact_id, c.id from former_conversation f join conversation c on c.id = f.conversation_id where f.contact_id = $1
   limit 1`,
);
