import pino, { type DestinationStream, type Logger } from 'pino';
import { logDestination } from './log-destination.js';

/** The part of the server that speaks. A closed list, so that a reader can filter by it. */
export type LogArea = 'start' | 'http' | 'inbound' | 'outbound' | 'conversation' | 'realtime' | 'accounts' | 'database';

/** Facts beside the sentence. Never message text, names, phone numbers, wamids, tokens or raw bodies: log our own ids. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | Date>>;

/** Structured log. The message is constant text ("delivery stored"); what varies stands in the fields. */
export abstract class Log {
  abstract debug(area: LogArea, message: string, fields?: LogFields): void;
  abstract info(area: LogArea, message: string, fields?: LogFields): void;
  /** Somebody should look this week. */
  abstract warn(area: LogArea, message: string, fields?: LogFields): void;
  /** Somebody should look now. Of the error only its class, code and stack are written: its message may quote what a customer wrote. */
  abstract error(area: LogArea, message: string, error: unknown, fields?: LogFields): void;
}

export class PinoLog extends Log {
  private readonly logger: Logger;

  constructor(level: string, destination?: DestinationStream) {
    super();
    this.logger = pino(
      { level, base: { service: 'parley' }, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime },
      destination ?? logDestination(),
    );
  }

  debug(area: LogArea, message: string, fields?: LogFields): void {
    // Every request comes by here, and hardly any server listens.
    if (!this.logger.isLevelEnabled('debug')) return;
    this.logger.debug({ area, ...fields }, message);
  }

  info(area: LogArea, message: string, fields?: LogFields): void {
    this.logger.info({ area, ...fields }, message);
  }

  warn(area: LogArea, message: string, fields?: LogFields): void {
    this.logger.warn({ area, ...fields }, message);
  }

  error(area: LogArea, message: string, error: unknown, fields?: LogFields): void {
    this.logger.error({ area, ...fields, ...describe(error) }, message);
  }
}

/** For tests that do not care. */
export class SilentLog extends Log {
  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
}

function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { errorType: typeof error };
  const { code } = error as { code?: unknown };
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim());
  return { errorType: error.name, errorCode: typeof code === 'string' || typeof code === 'number' ? code : undefined, stack: frames };
}
