import { call, notTried, parseJson, right, said, wrong } from './call.mjs';

const MEANING = {
  'channel-paused': 'WhatsApp refuses token, rights or account: docs/runbooks/paused-channel.md',
  'outbox-age': 'a message has waited two minutes to be sent: docs/runbooks/stuck-outbox.md',
  'inbox-age': 'a message has waited a minute to be applied, does a worker run? docs/runbooks/webhook-backlog.md',
  signature: 'every delivery comes with a wrong signature: is WHATSAPP_APP_SECRET right?',
  'event-bus': 'signals of live events do not come through: is Redis (or the LISTEN connection) there?',
};

/** Health, version and the rule of the figures. */
export async function* checkOperations(url, { metricsToken }) {
  const live = await call(`${url}/health/live`);
  if (live.status === 200) yield right('the process answers');
  else yield wrong('the process answers', `/health/live ${said(live)}. Does the server run, and does the address lead to it?`);

  const ready = await call(`${url}/health/ready`);
  const degraded = parseJson(ready.text)?.degraded;
  if (ready.status !== 200) yield wrong('it is ready', `/health/ready ${said(ready)}. Is its database reachable? The log says why.`);
  else if (!Array.isArray(degraded))
    yield wrong('it is ready', 'what answers there is not Parley: does the address lead to something else?');
  else if (degraded.length > 0) yield wrong('it is ready', `degraded: ${degraded.map((name) => MEANING[name] ?? name).join('; ')}`);
  else yield right('it is ready');

  const bare = await call(`${url}/metrics`);
  if (bare.status === 404 || bare.status === 401) yield right('strangers see no figures');
  else
    yield wrong(
      'strangers see no figures',
      `/metrics without token ${said(bare)}. Set METRICS_TOKEN and run the production server, not the demo.`,
    );

  if (!metricsToken) {
    yield notTried('figures and version', 'METRICS_TOKEN is not set here');
    return;
  }
  const figures = await call(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  const version = /^parley_build_info\{version="([^"]+)"/m.exec(figures.text)?.[1];
  if (figures.status === 200 && version) yield right('figures and version', version);
  else yield wrong('figures and version', `/metrics ${said(figures)}. Is METRICS_TOKEN here the one the server has?`);
}
