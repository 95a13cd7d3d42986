import { Inject, Injectable } from '@nestjs/common';
import { Database, Refusal, statement, type Transaction, Wake } from '@parley/platform';
import type { Role } from '@parley/vocabulary';
import { lockAgents } from './create-agent.js';
import { AgentPresence } from './presence/agent-presence.js';

export interface AgentAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly created_at: Date;
  /** Null: they may sign in. */
  readonly disabled_at: Date | null;
}

const COLUMNS = 'id, name, email, role, created_at, disabled_at';

const listAgents = statement<AgentAccount>(
  'accounts-list-agents',
  `select ${COLUMNS} from agent order by disabled_at is not null, lower(name), id`,
);
const findAgent = statement<AgentAccount>('accounts-find-agent', `select ${COLUMNS} from agent where id = $1`);
const otherAdmin = statement<{ found: boolean }>(
  'accounts-other-admin',
  `select exists (select 1 from agent where role = 'admin' and disabled_at is null and id <> $1) as found`,
);
const setDisabled = statement<AgentAccount>(
  'accounts-set-disabled',
  `update agent set disabled_at = case when $2::boolean then coalesce(disabled_at, now()) end, updated_at = now() where id = $1
   returning ${COLUMNS}`,
);
/** Also when they come back: whatever was opened before is a stranger's by now. */
const endAccess = statement<never>(
  'accounts-end-access',
  `with sessions as (delete from agent_session where agent_id = $1),
        devices as (delete from known_device where agent_id = $1)
   update api_token set revoked_at = now() where agent_id = $1 and revoked_at is null`,
);

/**
 * Agents who leave, and who come back. Who is disabled is out at once, on every replica: sessions end, live streams with them, tokens are
 * revoked for good, and their chats wait again at the front of the queue (`ReleaseLostChats`). Their name stays where they answered.
 */
@Injectable()
export class AgentAccounts {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AgentPresence) private readonly presence: AgentPresence,
    @Inject(Wake) private readonly wake: Wake,
  ) {}

  list(): Promise<AgentAccount[]> {
    return this.database.run(listAgents);
  }

  /** Fine when they are already. @throws Refusal AGENT_NOT_FOUND, AGENT_IS_LAST_ADMIN */
  async disable(id: string): Promise<AgentAccount> {
    const agent = await this.set(id, true, async (tx, { role }) => {
      const [other] = role === 'admin' ? await tx.run(otherAdmin, [id]) : [];
      if (other?.found === false) throw new Refusal('AGENT_IS_LAST_ADMIN');
    });
    await this.presence.left(id);
    return agent;
  }

  /** They sign in anew, and get new tokens. Fine when they are not disabled. @throws Refusal AGENT_NOT_FOUND */
  enable(id: string): Promise<AgentAccount> {
    return this.set(id, false, () => Promise.resolve());
  }

  /** Under the lock of whoever counts admins: two who disable each other leave one. */
  private set(id: string, disabled: boolean, check: (tx: Transaction, agent: AgentAccount) => Promise<void>): Promise<AgentAccount> {
    return this.database.transaction(async (tx) => {
      await tx.run(lockAgents);
      const [before] = await tx.run(findAgent, [id]);
      if (!before) throw new Refusal('AGENT_NOT_FOUND');
      if ((before.disabled_at !== null) === disabled) return before;
      await check(tx, before);
      const [after] = await tx.run(setDisabled, [id, disabled]);
      await tx.run(endAccess, [id]);
      // What they had is to be given to others, or they may be given something.
      tx.afterCommit(() => this.wake.wake('queue'));
      return after ?? before;
    });
  }
}
