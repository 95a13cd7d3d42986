import fastify, { type FastifyInstance } from 'fastify';
import { ControlError } from './control/control-error.js';
import { mountBusiness } from './control/business-routes.js';
import { mountCustomers } from './control/customer-routes.js';
import { mountEvents } from './control/event-routes.js';
import { mountFaults } from './control/fault-routes.js';
import { mountInstrument } from './control/instrument-routes.js';
import { mountMessages as mountMessageLog } from './control/message-routes.js';
import { mountTemplateControl } from './control/template-routes.js';
import { mountMessages } from './graph/message-routes.js';
import { mountMedia } from './graph/media/media-routes.js';
import { mountTemplates } from './graph/templates/template-routes.js';
import { mountPages } from './pages/page-routes.js';
import type { SimulatorSettings } from './settings.js';
import { Simulator } from './simulator.js';
import { StateFile } from './state-file.js';
import { verifyEndpoint, type Verification } from './webhooks/verify-endpoint.js';

export interface RunningSimulator {
  readonly simulator: Simulator;
  readonly app: FastifyInstance;
  /** Listens and asks the business' server for the verification handshake. Returns the address, as `localhost` where it is loopback. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** Builds the server; nothing listens yet, `app.inject` works. `onVerified` hears how the handshake ended. */
export async function createServer(
  settings: SimulatorSettings,
  onVerified: (verification: Verification) => void = () => undefined,
): Promise<RunningSimulator> {
  const simulator = new Simulator(settings);
  // Control requests may carry a picture in base64.
  const app = fastify({ bodyLimit: 24 * 1024 * 1024, forceCloseConnections: true, routerOptions: { maxParamLength: 200 } });
  const closing = new AbortController();

  // Graph reads a body that is no JSON as one without parameters; control says what is wrong with it.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString()));
    } catch {
      if (request.url.startsWith('/control/')) done(new ControlError(400, 'The body is not JSON.'));
      else done(null, undefined);
    }
  });

  app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof ControlError ? error.httpStatus : (error.statusCode ?? 500);
    await reply.code(status).send({ error: error.message });
  });
  app.setNotFoundHandler(async (request, reply) => {
    await reply.code(404).send({ error: `There is nothing at ${request.method} ${request.url.split('?')[0] ?? ''}.` });
  });

  mountMessages(app, simulator);
  mountMedia(app, settings, simulator.media);
  mountTemplates(app, settings, simulator.templates);
  mountCustomers(app, simulator);
  mountBusiness(app, simulator);
  mountMessageLog(app, simulator);
  mountTemplateControl(app, simulator.templates);
  mountFaults(app, simulator);
  mountInstrument(app, simulator);
  mountEvents(app, simulator);
  await mountPages(app, settings);

  const kept = settings.stateFile ? new StateFile(settings.stateFile, simulator) : null;
  kept?.open();

  app.addHook('onClose', (_instance, done) => {
    closing.abort();
    kept?.save();
    simulator.close();
    done();
  });

  return {
    simulator,
    app,
    async listen() {
      const address = await app.listen({ host: settings.host, port: settings.port });
      if (settings.webhookUrl) {
        simulator.verification = { state: 'pending', detail: 'Waiting for the server.', at: null };
        void verifyEndpoint(settings, closing.signal).then((verification) => {
          simulator.verification = verification;
          if (!closing.signal.aborted) onVerified(verification);
        });
      }
      return address.replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost');
    },
    close: () => app.close(),
  };
}
