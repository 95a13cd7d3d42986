const CONNECT_WITHIN_MS = 5000;

/**
 * Whether live events can travel the way they are told to: connects, signs in, subscribes and hears itself.
 * @param {string|undefined} url REDIS_URL
 * @returns {Promise<import('../doctor.mjs').Finding[]>}
 */
export async function checkRedis(url) {
  if (!url?.trim()) return [finding('ok', 'REDIS_URL is not set: live events travel by PostgreSQL NOTIFY.')];
  if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) return [];
  const { createClient } = await import('@redis/client');
  const settings = { url, RESP: 2, disableClientInfo: true, maintNotifications: 'disabled' };
  const socket = { connectTimeout: CONNECT_WITHIN_MS, reconnectStrategy: false };
  const [speaker, listener] = [createClient({ ...settings, socket }), createClient({ ...settings, socket })];
  for (const client of [speaker, listener]) client.on('error', () => {});
  const channel = `parley_doctor:${process.pid}`;
  let timer;
  try {
    await Promise.all([speaker.connect(), listener.connect()]);
    const heard = new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('what is published does not come back')), CONNECT_WITHIN_MS);
      listener
        .subscribe(channel, resolve)
        .then(() => speaker.publish(channel, 'hello'))
        .catch(reject);
    });
    await heard;
    return [finding('ok', 'Redis answers: live events travel by Redis.')];
  } catch (error) {
    const text = `${explain(error)} The server starts all the same; until it is mended consoles hear of events up to a second late.`;
    return [finding('problem', text)];
  } finally {
    clearTimeout(timer);
    for (const client of [speaker, listener]) if (client.isOpen) client.destroy();
  }
}

function explain(error) {
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = cause;
  if (code === 'ECONNREFUSED') return 'Nobody listens at REDIS_URL: is Redis running, and are host and port right?';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'The host of REDIS_URL is unknown.';
  if (/^(WRONGPASS|NOAUTH|ERR invalid password)/.test(message)) return 'Redis refuses the user or the password of REDIS_URL.';
  if (/^NOPERM/.test(message)) return 'The user of REDIS_URL may not publish and subscribe: allow it &parley_* with SUBSCRIBE and PUBLISH.';
  if (/timeout/i.test(message) || code === 'ETIMEDOUT') return 'Redis does not answer within 5 s: a firewall between here and there?';
  if (/SSL|TLS|certificate|wrong version/i.test(message))
    return 'TLS with Redis failed: is it rediss:// for a Redis with TLS, redis:// for one without?';
  return `Redis cannot be used (${code ?? message.split(' ')[0]}).`;
}

const finding = (state, text) => ({ area: 'Redis', state, text });
