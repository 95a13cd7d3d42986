import { createHmac } from 'node:crypto';
import { APP_SECRET, PHONE_NUMBER_ID } from './lab.mjs';
import { senderOf } from './limit/lib/common.mjs';

/** What customers write, signed and posted one by one. */
export class Webhooks {
  run = Math.random().toString(36).slice(2, 8).toUpperCase();
  sent = 0;

  constructor(url) {
    this.url = url;
  }

  text(index, body) {
    return this.post(index, { type: 'text', text: { body } });
  }

  tap(index, id) {
    return this.post(index, { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id, title: 'Chat Support' } } });
  }

  async post(index, content) {
    const from = senderOf(index);
    const id = `wamid.BENCH${this.run}${String(this.sent++).padStart(9, '0')}`;
    const message = { from, id, timestamp: String(Math.floor(Date.now() / 1000)), ...content };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '442079460123', phone_number_id: PHONE_NUMBER_ID },
      contacts: [{ profile: { name: `Customer ${index}` }, wa_id: from }],
      messages: [message],
    };
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
    const signature = `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    const response = await fetch(this.url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`a webhook was answered ${response.status}`);
  }
}
