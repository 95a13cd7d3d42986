// Mock Graph API: POST /vNN.N/{phone_id}/messages -> {messages:[{id}]}; remembers to and time. DELAY_MS adds an answer delay.
// GET /__count, /__reset, /__dump, /__to/<digits>: when messages to that number came, oldest first
import http from 'node:http';
const DELAY = +(process.env.DELAY_MS ?? 0);
let at = [],
  to = [],
  n = 0;
http
  .createServer((req, res) => {
    if (req.method === 'GET') {
      const u = req.url;
      let r = {};
      if (u === '/__count') r = { count: at.length };
      else if (u === '/__reset') {
        at = [];
        to = [];
      } else if (u === '/__dump') r = { at, to };
      else if (u.startsWith('/__to/')) r = at.filter((_, i) => to[i] === u.slice(6));
      const b = JSON.stringify(r);
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(b) });
      return res.end(b);
    }
    let s = '';
    req.setEncoding('utf8');
    req.on('data', (d) => {
      s += d;
    });
    req.on('end', () => {
      const t = Number(process.hrtime.bigint()) / 1e6,
        m = /"to":"\+?(\d+)"/.exec(s);
      if (m && !/"status":"read"/.test(s)) {
        at.push(t);
        to.push(m[1]);
      }
      const b = `{"messaging_product":"whatsapp","contacts":[{"input":"${m?.[1]}","wa_id":"${m?.[1]}"}],"messages":[{"id":"wamid.OUT${Date.now().toString(36)}${(n++).toString(36)}"}]}`;
      const send = () => {
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(b) });
        res.end(b);
      };
      DELAY ? setTimeout(send, DELAY) : send();
    });
  })
  .listen(+(process.env.PORT ?? 4100), '127.0.0.1', () => console.log('graph up'));
