// Shared pieces: payloads, signatures, percentiles, CPU accounting through /proc.
import { createHmac } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';

export const SECRET = process.env.APP_SECRET ?? 'bench-app-secret';
export const PHONE_ID = process.env.PHONE_ID ?? '106540352242922';
export const PG = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:54329/bench';
export const GRAPH = process.env.GRAPH_URL ?? 'http://127.0.0.1:4100';

// Every text gets exactly one reply from the limit and from the product, in any state they meet it.
const TEXTS = ['menu', 'main menu', 'Menu', 'MENU', 'Main menu', ' menu '];

/** One WhatsApp Cloud API webhook body with one inbound text message (about 600-700 bytes). */
export function webhookBody(wamid, from, n, text = null, ts = Math.floor(Date.now() / 1000)) {
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '442079460123', phone_number_id: PHONE_ID },
              contacts: [{ profile: { name: 'A customer of the benchmark, number ' + from }, wa_id: from }],
              messages: [{ from, id: wamid, timestamp: String(ts), type: 'text', text: { body: text ?? TEXTS[n % TEXTS.length] } }],
            },
            field: 'messages',
          },
        ],
      },
    ],
  });
}
export const sign = (buf, secret = SECRET) => 'sha256=' + createHmac('sha256', secret).update(buf).digest('hex');
export const wamidOf = (run, i) => 'wamid.HBgMOTk5Nzk5' + run + String(i).padStart(9, '0') + 'FQIAEhg';
// No country has the code 999.
export const senderOf = (i) => String(999_700_000_000 + i);

export function pct(sorted, p) {
  if (!sorted.length) return null;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))];
}
export function summary(arrMs) {
  const s = Float64Array.from(arrMs).sort();
  const r = (x) => (x == null ? null : Math.round(x * 1000) / 1000);
  return { n: s.length, p50: r(pct(s, 0.5)), p90: r(pct(s, 0.9)), p99: r(pct(s, 0.99)), p999: r(pct(s, 0.999)), max: r(s[s.length - 1]) };
}

// ---- CPU accounting (ticks of 10 ms) -------------------------------------------------
function stat(pid) {
  try {
    const t = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const rest = t.slice(t.lastIndexOf(')') + 2).split(' ');
    return { ppid: +rest[1], cpu: +rest[11] + +rest[12], dead: +rest[13] + +rest[14] };
  } catch {
    return null;
  }
}
/** CPU seconds used so far by a process and all its descendants (dead, reaped ones included). */
export function cpuTree(root) {
  const all = new Map();
  for (const d of readdirSync('/proc'))
    if (/^\d+$/.test(d)) {
      const s = stat(d);
      if (s) all.set(+d, s);
    }
  const isIn = (pid) => {
    let p = pid,
      k = 0;
    while (p && k++ < 20) {
      if (p === root) return true;
      p = all.get(p)?.ppid;
    }
    return false;
  };
  let t = 0;
  for (const [pid, s] of all) if (isIn(pid)) t += s.cpu + s.dead;
  return t / 100;
}
/** CPU seconds of the whole machine (busy, steal counted apart). */
export function cpuMachine() {
  const f = readFileSync('/proc/stat', 'utf8').split('\n')[0].trim().split(/\s+/).slice(1).map(Number);
  return { busy: (f[0] + f[1] + f[2] + f[5] + f[6]) / 100, softirq: (f[5] + f[6]) / 100, steal: f[7] / 100 };
}
export function rssMiB(pid) {
  try {
    return +/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1] / 1024;
  } catch {
    return null;
  }
}
export function postmasterPid() {
  return +(process.env.PGPID ?? 0);
}
