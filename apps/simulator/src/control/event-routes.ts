import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../simulator.js';
import { phoneParameter } from './request-fields.js';

/** Proxies and browsers drop a silent stream after about a minute. */
const PING_MS = 20_000;

/**
 * `GET /control/events?screen=<number>`: what happens, as server-sent events. While the stream is open, that customer's chat counts as
 * being on screen (so its messages are read); without `screen` a page is open and no chat is. The first event is `hello`: read everything
 * again then, for the feed keeps no history.
 */
export function mountEvents(app: FastifyInstance, simulator: Simulator): void {
  const { feed, customers, journey } = simulator;
  const open = new Set<() => void>();

  app.get<{ Querystring: { screen?: string } }>('/control/events', (request, reply) => {
    const { screen } = request.query;
    const phone = screen ? phoneParameter(screen.replace(/^ /, '+')) : null;
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    stream.write(`retry: 1000\nevent: hello\ndata: ${JSON.stringify({ instance: simulator.instance })}\n\n`);

    const unsubscribe = feed.subscribe((event) => stream.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`));
    const closeScreen = customers.openScreen(phone);
    const ping = setInterval(() => stream.write(': ping\n\n'), PING_MS);
    const end = () => {
      if (!open.delete(end)) return;
      clearInterval(ping);
      unsubscribe();
      closeScreen();
      stream.end();
    };
    open.add(end);
    request.raw.on('close', end);

    const customer = phone === null ? undefined : customers.find(phone);
    if (customer) journey.readWaiting(customer);
  });

  // An open stream would hold the server's end up for ever.
  app.addHook('preClose', (done) => {
    for (const end of [...open]) end();
    done();
  });
}
