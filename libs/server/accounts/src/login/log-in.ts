import { Inject, Injectable } from '@nestjs/common';
import { Database, Metrics, Refusal, statement, TooManyRequests } from '@parley/platform';
import type { Role } from '@parley/vocabulary';
import type { ActingAgent } from '../actor.js';
import { Audit } from '../audit.js';
import { HashingBusy, Passwords } from '../passwords.js';
import { isSecret, newSecret, sha256 } from '../secrets.js';
import { Sessions } from '../sessions.js';
import { LoginLimits } from './login-limits.js';

export const DEVICE_MAX_AGE_SECONDS = 180 * 24 * 60 * 60;

export interface LoginAttempt {
  readonly email: string;
  readonly password: string;
  readonly ip: string;
  readonly userAgent: string | undefined;
  /** Value of the known-device cookie, if the browser sent one. */
  readonly device: string | undefined;
  readonly requestId: string;
}

export interface LoggedIn {
  readonly agent: ActingAgent;
  readonly session: string;
  /** A new known-device secret for the browser, or null when it has one. */
  readonly device: string | null;
}

const findAgent = statement<{ id: string; name: string; email: string; role: Role; password_hash: string }>(
  'accounts-find-agent-for-login',
  'select id, name, email, role, password_hash from agent where lower(email) = lower($1) and disabled_at is null',
);
const updateHash = statement<never>('accounts-update-hash', 'update agent set password_hash = $2 where id = $1 and password_hash = $3');
const renewDevice = statement<{ agent_id: string }>(
  'accounts-renew-device',
  `update known_device set expires_at = now() + interval '180 days' where token_hash = $1 and agent_id = $2 and expires_at > now()
   returning agent_id`,
);
const insertDevice = statement<never>(
  'accounts-insert-device',
  `with gone as (delete from known_device where agent_id = $2 and expires_at <= now())
   insert into known_device (token_hash, agent_id, expires_at) values ($1, $2, now() + interval '180 days')`,
);

/** E-mail and password for a session. Refuses with INVALID_CREDENTIALS or TOO_MANY_REQUESTS and nothing that tells which part was wrong. */
@Injectable()
export class LogIn {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LoginLimits) private readonly limits: LoginLimits,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Audit) private readonly audit: Audit,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  async execute(attempt: LoginAttempt): Promise<LoggedIn> {
    const email = attempt.email.trim();
    const deviceHash = isSecret(attempt.device) ? sha256(attempt.device) : null;
    const arrival = await this.limits.arrive(email, attempt.ip, deviceHash);
    if (!arrival.allowed) {
      this.metrics.loginAttempts.inc({ result: 'limited' });
      throw new TooManyRequests(arrival.retryAfterSeconds);
    }
    const [agent] = await this.database.run(findAgent, [email]);
    if (!(await this.isRight(agent?.password_hash ?? null, attempt.password, arrival.attemptId)) || !agent) {
      this.metrics.loginAttempts.inc({ result: 'wrong' });
      await this.audit.record({ action: 'login', actorId: agent?.id ?? null, outcome: 'refused', requestId: attempt.requestId });
      throw new Refusal('INVALID_CREDENTIALS');
    }
    await this.limits.takeBack(arrival.attemptId);
    if (this.passwords.isOutdated(agent.password_hash)) {
      await this.database.run(updateHash, [agent.id, await this.passwords.hash(attempt.password), agent.password_hash]);
    }
    const session = await this.sessions.open(agent.id, attempt.ip, attempt.userAgent);
    const device = await this.rememberDevice(agent.id, deviceHash);
    await this.audit.record({ action: 'login', actorId: agent.id, outcome: 'ok', requestId: attempt.requestId });
    this.metrics.loginAttempts.inc({ result: 'right' });
    return { agent: { id: agent.id, name: agent.name, email: agent.email, role: agent.role }, session, device };
  }

  private async isRight(stored: string | null, password: string, attemptId: string): Promise<boolean> {
    try {
      return await this.passwords.verify(stored, password);
    } catch (error) {
      if (!(error instanceof HashingBusy)) throw error;
      // Nothing was tried, so nothing is counted.
      await this.limits.takeBack(attemptId);
      throw new TooManyRequests(1);
    }
  }

  private async rememberDevice(agentId: string, deviceHash: Buffer | null): Promise<string | null> {
    if (deviceHash) {
      const renewed = await this.database.run(renewDevice, [deviceHash, agentId]);
      if (renewed.length > 0) return null;
    }
    const device = newSecret();
    await this.database.run(insertDevice, [sha256(device), agentId]);
    return device;
  }
}
