import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import pg from 'pg';
import { aTextDelivery, aWamid } from './deliveries.js';
import { ownTime } from './own-time.js';
import { PHONE_NUMBER_ID, startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

// real: Nest, Fastify, PostgreSQL; the outage is made, not simulated
describe('the webhook, when the database', () => {
  let whatsapp: WhatsAppApp;

  beforeEach(async () => {
    whatsapp = await startWhatsAppApp();
  });

  afterEach(() => whatsapp.close());

  it('is gone, says 503 and keeps nothing that would make a repetition be ignored', async () => {
    const body = aTextDelivery();
    expect((await whatsapp.deliver(aTextDelivery())).status).toBe(200);
    await whatsapp.db.dataSource.destroy();
    expect((await whatsapp.deliver(body)).status).toBe(503);
  });

  it('does not answer, says 503 after five seconds, and 200 to the repetition', async () => {
    const blocker = new pg.Client({ connectionString: whatsapp.db.url });
    await blocker.connect();
    await blocker.query('begin; lock table installation in access exclusive mode');
    const body = aTextDelivery();
    const [startedAt, took] = [performance.now(), ownTime()];
    expect((await whatsapp.deliver(body)).status).toBe(503);
    expect(performance.now() - startedAt).toBeGreaterThan(4_500);
    expect(took()).toBeLessThan(6_000);
    await blocker.query('rollback');
    await blocker.end();
    expect((await whatsapp.deliver(body)).status).toBe(200);
    expect(await whatsapp.count('inbox')).toBe(1);
  });

  it('holds the same item in an open transaction, gives up after a second instead of making Meta wait', async () => {
    const [keys] = await whatsapp.db.database.query<{ dedupe_pepper: Buffer }>('select dedupe_pepper from installation');
    const wamid = aWamid();
    const dedupeKey = createHmac('sha256', keys?.dedupe_pepper ?? '')
      .update(`m:${PHONE_NUMBER_ID}:${wamid}`)
      .digest();
    const other = new pg.Client({ connectionString: whatsapp.db.url });
    await other.connect();
    await other.query('begin');
    await other.query(
      `insert into inbox (raw_id, entry_no, change_no, item_no, kind, dedupe_key, state) values (0, 0, 0, 0, 'message', $1, 'kept')`,
      [dedupeKey],
    );
    const body = aTextDelivery({ id: wamid });
    const took = ownTime();
    expect((await whatsapp.deliver(body)).status).toBe(503);
    expect(took()).toBeLessThan(3_500);
    await other.query('rollback');
    await other.end();
    expect((await whatsapp.deliver(body)).status).toBe(200);
    expect(await whatsapp.count('inbox')).toBe(1);
  });
});
