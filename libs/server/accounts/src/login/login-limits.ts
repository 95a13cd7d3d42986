import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** From the sixth wrong one an account is closed to strangers … */
const PER_ACCOUNT = 5;
/** … and from the twentieth wrong one a network address to everybody; also what a device that signed in before may waste. */
const PER_ADDRESS = 19;
const WINDOW = '15 minutes';
/** Login is rare and a person's; all of them in one line cost a millisecond each and cannot outrun their own counting. */
const LOCK = 7_242_010;

// Counting may be lost by a power cut; waiting for the disk at every guess would help the one who guesses.
const beginCounting = statement<never>('accounts-login-begin', 'set local synchronous_commit = off');
const lockCounting = statement<never>('accounts-login-lock', `select pg_advisory_xact_lock(${LOCK})`);
const countAttempts = statement<{ by_account: number; by_address: number; account_wait: number | null; address_wait: number | null }>(
  'accounts-login-count',
  `with a as (select count(*)::int as n, min(at) as first from (select at from login_attempt
                where account_key = $1 and at > now() - interval '${WINDOW}' order by at desc limit $3) x),
        b as (select count(*)::int as n, min(at) as first from (select at from login_attempt
                where address = $2 and at > now() - interval '${WINDOW}' order by at desc limit ${PER_ADDRESS}) x)
   select a.n as by_account, b.n as by_address,
     extract(epoch from a.first + interval '${WINDOW}' - now())::float8 as account_wait,
     extract(epoch from b.first + interval '${WINDOW}' - now())::float8 as address_wait
   from a, b`,
);
const insertAttempt = statement<{ id: string }>(
  'accounts-login-insert',
  'insert into login_attempt (account_key, address) values ($1, $2) returning id',
);
const purgeAttempts = statement<never>(
  'accounts-login-purge',
  `delete from login_attempt where id in (select id from login_attempt order by id limit 20) and at < now() - interval '1 day'`,
);
const deleteAttempt = statement<never>('accounts-login-take-back', 'delete from login_attempt where id = $1');
const findDevice = statement<{ found: boolean }>(
  'accounts-login-device',
  `select exists (select 1 from known_device d join agent a on a.id = d.agent_id
     where d.token_hash = $1 and lower(a.email) = lower($2) and d.expires_at > now()) as found`,
);

/** Refused attempts are counted against the address only: they tried nothing, so they do not keep the account closed. */
const NO_ACCOUNT = Buffer.alloc(0);

export type Arrival =
  { readonly allowed: true; readonly attemptId: string } | { readonly allowed: false; readonly retryAfterSeconds: number };

/** Counts login attempts as they arrive, before anything is hashed; shared by all replicas, survives a restart. */
@Injectable()
export class LoginLimits {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @param deviceHash of the known-device cookie, or null: lets the owner in although strangers used up the account's attempts */
  async arrive(email: string, ip: string, deviceHash: Buffer | null): Promise<Arrival> {
    const address = network(ip);
    const known = deviceHash !== null && ((await this.database.run(findDevice, [deviceHash, email]))[0]?.found ?? false);
    const accountKey = known ? deviceHash : keyOf(email);
    const limit = known ? PER_ADDRESS : PER_ACCOUNT;
    return this.database.transaction(async (tx) => {
      await tx.run(beginCounting);
      await tx.run(lockCounting);
      const [count] = await tx.run(countAttempts, [accountKey, address, limit]);
      if (!count) throw new Error('counting login attempts gave no row');
      const accountClosed = count.by_account >= limit;
      const addressClosed = count.by_address >= PER_ADDRESS;
      // An address that is closed is not counted on: it opens again 15 minutes after its oldest attempt.
      const [row] = addressClosed ? [] : await tx.run(insertAttempt, [accountClosed ? NO_ACCOUNT : accountKey, address]);
      await tx.run(purgeAttempts);
      if (row && !accountClosed) return { allowed: true, attemptId: row.id };
      const wait = Math.max(accountClosed ? (count.account_wait ?? 0) : 0, addressClosed ? (count.address_wait ?? 0) : 0);
      return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(wait)) };
    });
  }

  /** A right password takes its count back. */
  async takeBack(attemptId: string): Promise<void> {
    await this.database.run(deleteAttempt, [attemptId]);
  }
}

function keyOf(email: string): Buffer {
  return createHash('sha256').update(email.toLowerCase()).digest();
}

/** One IPv6 customer has a whole /64 to himself; an IPv4 address inside IPv6 is that IPv4 address. */
export function network(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1] as string;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail = ''] = ip.toLowerCase().split('%')[0]?.split('::') ?? [];
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const groups = ip.includes('::') ? [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right] : left;
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
