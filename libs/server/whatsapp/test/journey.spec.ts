import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OutboxDispatcher } from '@parley/conversation';
import { eventually } from '@parley/testing';
import type { WireSendRequest } from '@parley/whatsapp-protocol';
import { InboxWorker } from '../src/inbound/inbox-worker.js';
import { aChange, aDelivery, aStatus, aTextDelivery, aTextMessage, aWamid } from './deliveries.js';
import { ScriptedGraph } from './scripted-graph.js';
import { startWhatsAppApp, type WhatsAppApp } from './whatsapp-app.js';

interface MessageRow {
  direction: string;
  type: string;
  text: string | null;
  status: string;
  wamid: string | null;
}

// real: webhook, inbox, conversation, sending; fake: Graph
describe('a message, from the customer to our answer and its ticks', () => {
  let graph: ScriptedGraph;
  let whatsapp: WhatsAppApp;

  beforeAll(async () => {
    graph = new ScriptedGraph();
    let sent = 0;
    graph.script = (_request, response) => {
      sent += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ messaging_product: 'whatsapp', contacts: [], messages: [{ id: `wamid.OUT${sent}` }] }));
    };
    whatsapp = await startWhatsAppApp({ graphUrl: await graph.start() });
    whatsapp.app.get(InboxWorker).start();
    whatsapp.app.get(OutboxDispatcher).start();
  });

  afterAll(async () => {
    await whatsapp.app.get(InboxWorker).stop();
    await whatsapp.app.get(OutboxDispatcher).stop();
    await whatsapp.close();
    await graph.stop();
  });

  const messagesOf = (phone: string): Promise<MessageRow[]> =>
    whatsapp.db.database.query<MessageRow>(
      `select m.direction, m.type, m.text, m.status, m.wamid
       from message m join conversation v on v.id = m.conversation_id join contact c on c.id = v.contact_id
       where c.phone = $1 order by m.seq`,
      [phone],
    );
  const sentTo = (phone: string): WireSendRequest[] =>
    graph.received.map(({ body }) => JSON.parse(body) as WireSendRequest).filter(({ to }) => to === phone);

  it('is stored, decided about and answered, and the answer gets its ticks', async () => {
    await whatsapp.deliver(aTextDelivery({ from: '447700900401', text: { body: 'Hello\u0000!' } }));
    await eventually(() => expect(sentTo('+447700900401').length).toBeGreaterThan(0));
    const [inbound, outbound] = await eventually(async () => {
      const messages = await messagesOf('+447700900401');
      expect(messages[1]?.status).toBe('sent');
      return messages;
    });
    expect(inbound).toMatchObject({ direction: 'inbound', type: 'text', text: 'Hello!', status: 'received' });
    expect(outbound?.wamid).toMatch(/^wamid\.OUT/);

    // By wamid, out of order; then by our own id, as when the answer to the call was lost.
    const statuses = ['read', 'delivered'].map((status) => aStatus({ id: outbound?.wamid, status }));
    await whatsapp.deliver(aDelivery(aChange({ statuses })));
    await eventually(async () => expect((await messagesOf('+447700900401'))[1]?.status).toBe('read'));
  });

  it('is shown as unsupported when we do not know its kind, between its neighbours', async () => {
    const from = '447700900402';
    const messages = [aTextMessage({ from }), aTextMessage({ from, type: 'hologram', text: undefined }), aTextMessage({ from })];
    await whatsapp.deliver(aDelivery(aChange({ messages })));
    await eventually(async () => {
      const inbound = (await messagesOf('+447700900402')).filter(({ direction }) => direction === 'inbound');
      expect(inbound.map(({ type }) => type)).toEqual(['text', 'unsupported', 'text']);
    });
  });

  it('settles a message whose answer was lost by the id we signed', async () => {
    const { script } = graph;
    graph.script = (request) => request.socket.destroy();
    await whatsapp.deliver(aTextDelivery({ from: '447700900403' }));
    await eventually(async () => expect((await messagesOf('+447700900403'))[1]?.status).toBe('unknown'));
    graph.script = script;
    const [lost] = sentTo('+447700900403');
    const wamid = aWamid();
    await whatsapp.deliver(
      aDelivery(aChange({ statuses: [aStatus({ id: wamid, biz_opaque_callback_data: lost?.biz_opaque_callback_data })] })),
    );
    await eventually(async () => expect((await messagesOf('+447700900403'))[1]).toMatchObject({ status: 'sent', wamid }));
    expect(sentTo('+447700900403')).toHaveLength(1);
  });

  it('reaches a customer without phone number by the business-scoped id', async () => {
    const contacts = [{ profile: { name: 'Maya', username: '@maya.builds' }, user_id: 'GB.7310448826190357' }];
    const message = aTextMessage({ from: undefined, from_user_id: 'GB.7310448826190357' });
    await whatsapp.deliver(aDelivery(aChange({ contacts, messages: [message] })));
    await eventually(() => {
      const [request] = graph.received.map(({ body }) => JSON.parse(body) as WireSendRequest).filter(({ recipient }) => recipient);
      expect(request).toMatchObject({ recipient: 'GB.7310448826190357' });
      expect(request).not.toHaveProperty('to');
    });
  });
});
