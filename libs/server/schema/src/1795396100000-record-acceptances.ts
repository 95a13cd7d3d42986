import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The outcome of nearly every call in one round trip and one transaction: accepted by WhatsApp, and nobody was faster.
 */
export class RecordAcceptances1795396100000 implements MigrationInterface {
  readonly name = 'RecordAcceptances1795396100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    // The lane lock is a statement of its own, so the next one reads what was committed before the lock was ours (D9); lanes in id order
    // (D8). Rows that somebody has changed meanwhile are left alone and missing from the answer.
    await queryRunner.query(`
      create function record_acceptances(p_conversation uuid[], p_message uuid[], p_attempt int[], p_wamid text[])
      returns table (id uuid, is_waiting boolean)
      language plpgsql volatile as $$
      #variable_conflict use_column
      begin
        perform from conversation c where c.id = any(p_conversation) order by c.id for no key update;
        return query
        with accepted as (
          select * from unnest(p_message, p_attempt, p_wamid) as x(message_id, attempt, wamid)
        ), changed as (
          update message m set status = 'sent', wamid = a.wamid, sent_at = clock_timestamp()
            from accepted a
           where m.id = a.message_id and m.attempt = a.attempt and m.status = 'sending' and m.wamid is null
          returning m.id, m.conversation_id
        ), settled as (
          delete from outbox o using changed c where o.message_id = c.id and o.state = 'sending'
        ), happened as (
          insert into event (size, items)
          select count(*), json_agg(json_build_array('message.updated', c.conversation_id, c.id) order by c.id) from changed c having count(*) > 0
        )
        -- what stood behind these in their lanes may be started now
        select c.id, exists (select from outbox b where b.conversation_id = c.conversation_id and b.state = 'queued') from changed c;
      end $$`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop function record_acceptances');
  }
}
