import { connect, type Socket } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';

/** TCP and TLS together. A host that does not answer in this time will not within the next ones either; the message goes back. */
const CONNECT_TIMEOUT_MS = 3_000;

/** The TCP socket under a connection, below TLS if there is any. */
interface Wire {
  socket: Socket | undefined;
}

/** What a request carries so that it learns which connection took it. */
export interface OnConnection {
  connection: GraphConnection | undefined;
}

/**
 * One keep-alive connection of the pool. An ordinary undici client, except that it knows the TCP socket under itself: closing
 * politely lets the kernel go on sending what is in its buffer, and a message we have given up on must not arrive a minute later.
 */
export class GraphConnection extends Client {
  private readonly wire: Wire;

  constructor(origin: URL, options: Client.Options, tls: buildConnector.BuildOptions) {
    const wire: Wire = { socket: undefined };
    super(origin, { ...options, connect: connector(wire, tls) });
    this.wire = wire;
  }

  override dispatch(options: Dispatcher.DispatchOptions & Partial<Carrier>, handler: Dispatcher.DispatchHandler): boolean {
    if (options.carrier) options.carrier.connection = this;
    return super.dispatch(options, handler);
  }

  /** Cuts the connection with a TCP reset, so that bytes not yet sent die with it. */
  reset(): void {
    this.wire.socket?.resetAndDestroy();
  }
}

interface Carrier {
  readonly carrier: OnConnection;
}

/**
 * Opens the TCP socket first and TLS on top of it: `resetAndDestroy` works on the former only (on a TLS socket it throws
 * ERR_INVALID_HANDLE_TYPE on Node 20).
 */
function connector(wire: Wire, tls: buildConnector.BuildOptions): buildConnector.connector {
  const secure = buildConnector({ ...tls, timeout: CONNECT_TIMEOUT_MS, allowH2: false });
  return (options, callback) => {
    const socket = connect({
      host: options.hostname,
      port: Number(options.port) || (options.protocol === 'https:' ? 443 : 80),
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 60_000,
    });
    let answered = false;
    const fail = (error: Error): void => {
      socket.destroy();
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      callback(error, null);
    };
    const open = (usable: Socket): void => {
      if (answered) return;
      answered = true;
      clearTimeout(timer);
      wire.socket = socket;
      callback(null, usable);
    };
    const timer = setTimeout(() => fail(new ConnectTimeoutError()), CONNECT_TIMEOUT_MS);
    // Stays for good: a socket that breaks later is undici's to notice, and an error nobody listens to ends the process.
    socket.on('error', fail);
    socket.once('connect', () => {
      if (options.protocol !== 'https:') open(socket);
      else
        secure({ ...options, httpSocket: socket }, (error, encrypted) =>
          encrypted ? open(encrypted) : fail(error ?? new ConnectTimeoutError()),
        );
    });
  };
}

class ConnectTimeoutError extends Error {
  readonly code = 'CONNECT_TIMEOUT';

  constructor() {
    super('no connection in time');
    this.name = 'ConnectTimeoutError';
  }
}
