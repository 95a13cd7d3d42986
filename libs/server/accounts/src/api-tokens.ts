import { Inject, Injectable } from '@nestjs/common';
import { Database, Log, Refusal, statement } from '@parley/platform';
import type { Role, Scope } from '@parley/vocabulary';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Actor } from './actor.js';
import { ApiTokenEntity } from './persistence/api-token.entity.js';
import { newSecret, sha256 } from './secrets.js';

/** The beginning is constant, so that secret scanners find a leaked one. */
const TOKEN = /^parley_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;
const MAX_AGE_MS = 365 * 24 * 60 * 60 * 1000;

const findToken = statement<{
  id: string;
  secret_hash: Buffer;
  scopes: Scope[];
  agent_id: string;
  name: string;
  email: string;
  role: Role;
  touch: boolean;
}>(
  'accounts-find-token',
  `select t.id, t.secret_hash, t.scopes, a.id as agent_id, a.name, a.email, a.role,
     t.last_used_at is null or t.last_used_at < now() - interval '1 hour' as touch
   from api_token t join agent a on a.id = t.agent_id
   where t.prefix = $1 and t.expires_at > now() and t.revoked_at is null and a.disabled_at is null`,
);
const touchToken = statement<never>('accounts-touch-token', 'update api_token set last_used_at = now() where id = $1');
const findLiveTokens = statement<{ id: string }>(
  'accounts-find-live-tokens',
  `select t.id from api_token t join agent a on a.id = t.agent_id
   where t.id = any($1::uuid[]) and t.expires_at > now() and t.revoked_at is null and a.disabled_at is null`,
);

/** Keys of machines. */
@Injectable()
export class ApiTokens {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  /**
   * @param expiresAt in the future, at most 365 days ahead
   * @returns the row's id and the token, which is shown once and kept nowhere
   */
  async create(ownerId: string, name: string, scopes: readonly Scope[], expiresAt: Date): Promise<{ id: string; token: string }> {
    const ahead = expiresAt.getTime() - Date.now();
    if (!(ahead > 0 && ahead <= MAX_AGE_MS)) {
      const message = 'expiresAt must be in the future and at most 365 days ahead';
      throw new Refusal('VALIDATION_FAILED', message, [{ field: 'expiresAt', message }]);
    }
    const prefix = randomBytes(6).toString('hex');
    const secret = newSecret();
    const repository = this.dataSource.getRepository(ApiTokenEntity);
    const inserted = await repository.insert({
      prefix,
      secretHash: sha256(secret),
      agentId: ownerId,
      name,
      scopes: [...scopes],
      expiresAt,
    });
    return { id: (inserted.identifiers[0] as { id: string }).id, token: `parley_${prefix}_${secret}` };
  }

  async find(token: string): Promise<Actor | null> {
    const parts = TOKEN.exec(token);
    if (!parts) return null;
    const [row] = await this.database.run(findToken, [parts[1]]);
    if (!row || !timingSafeEqual(row.secret_hash, sha256(parts[2] as string))) return null;
    if (row.touch) {
      this.database.run(touchToken, [row.id]).catch((error: unknown) => this.log.error('accounts', 'token not touched', error));
    }
    const agent = { id: row.agent_id, name: row.name, email: row.email, role: row.role };
    return { kind: 'token', tokenId: row.id, scopes: row.scopes, agent };
  }

  /** Which of these are still good. */
  async stillLive(tokenIds: readonly string[]): Promise<Set<string>> {
    if (tokenIds.length === 0) return new Set();
    const rows = await this.database.run(findLiveTokens, [tokenIds]);
    return new Set(rows.map((row) => row.id));
  }
}
