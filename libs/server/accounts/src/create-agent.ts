import { Inject, Injectable } from '@nestjs/common';
import { Database, Refusal, statement, violatedUnique } from '@parley/platform';
import type { Role } from '@parley/vocabulary';
import { DataSource } from 'typeorm';
import type { ActingAgent } from './actor.js';
import { HashingBusy, Passwords } from './passwords.js';
import { TooManyRequests } from '@parley/platform';
import { AgentEntity } from './persistence/agent.entity.js';

export interface NewAgent {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** Held by whoever decides by how many agents or admins there are. */
export const lockAgents = statement<never>('accounts-lock-agents', 'select pg_advisory_xact_lock(7242011)');
const anyAgent = statement<{ found: boolean }>('accounts-any-agent', 'select exists (select 1 from agent) as found');
const insertAdmin = statement<never>(
  'accounts-insert-first-admin',
  `insert into agent (email, name, role, password_hash) values ($1, $2, 'admin', $3)`,
);

@Injectable()
export class CreateAgent {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Database) private readonly database: Database,
    @Inject(Passwords) private readonly passwords: Passwords,
  ) {}

  /** Refuses with EMAIL_ALREADY_USED. */
  async execute(order: NewAgent): Promise<ActingAgent> {
    const passwordHash = await this.hash(order.password);
    const repository = this.dataSource.getRepository(AgentEntity);
    try {
      const { email, name, role } = order;
      const inserted = await repository.insert({ email, name, role, passwordHash });
      return { id: (inserted.identifiers[0] as { id: string }).id, email, name, role };
    } catch (error) {
      if (violatedUnique(error) === 'agent_email_uq') throw new Refusal('EMAIL_ALREADY_USED');
      throw error;
    }
  }

  /**
   * The first admin, only while there is no agent at all; ignored afterwards. Several processes may try at once: one of them does it.
   * @returns whether it was made
   */
  async firstAdmin(admin: { email: string; name: string; password: string }): Promise<boolean> {
    const [before] = await this.database.run(anyAgent);
    if (before?.found) return false;
    // Hashed outside the transaction: 25 ms are too long to hold a lock.
    const passwordHash = await this.passwords.hash(admin.password);
    return this.database.transaction(async (tx) => {
      await tx.run(lockAgents);
      const [now] = await tx.run(anyAgent);
      if (now?.found) return false;
      await tx.run(insertAdmin, [admin.email, admin.name, passwordHash]);
      return true;
    });
  }

  private async hash(password: string): Promise<string> {
    try {
      return await this.passwords.hash(password);
    } catch (error) {
      if (error instanceof HashingBusy) throw new TooManyRequests(1);
      throw error;
    }
  }
}
