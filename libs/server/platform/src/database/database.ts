import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';

/**
 * A named SQL statement: prepared once per connection by that name, planned once, read by people in the file that owns it.
 * `Row` is what a row looks like to us; the SQL is where it is made true.
 */
export interface Statement<Row> {
  readonly name: string;
  readonly text: string;
  /** Never set; carries the row type. */
  readonly row?: Row;
}

/** @param name unique in the whole server, kebab-case: PostgreSQL keeps prepared statements by it. */
export function statement<Row>(name: string, text: string): Statement<Row> {
  return { name, text };
}

/** Something that can run SQL: the pool (each statement its own transaction) or an open transaction. */
export interface Sql {
  /** Runs a prepared statement. Errors are PostgreSQL's own (`code` = SQLSTATE, `constraint` = its name). */
  run<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs SQL that is made at run time (filters); values always as parameters. */
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

export interface Transaction extends Sql {
  /** Runs once the COMMIT is confirmed, never after a rollback: wake-ups, publishing. Must not throw. */
  afterCommit(action: () => void): void;
}

class Connection implements Transaction {
  readonly actions: (() => void)[] = [];

  constructor(private readonly client: PoolClient | Pool) {}

  async run<Row>(statement: Statement<Row>, values: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.client.query({ name: statement.name, text: statement.text, values: values as unknown[] });
    return result.rows as Row[];
  }

  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.client.query(text, values as unknown[]);
    return result.rows as Row[];
  }

  afterCommit(action: () => void): void {
    this.actions.push(action);
  }
}

/**
 * Raw SQL over TypeORM's own connection pool. Repositories serve the rare and simple (agents, tokens); everything hot or subtle is
 * a named statement here, one round trip each.
 */
@Injectable()
export class Database implements Sql, OnModuleDestroy {
  private readonly pool: Pool;
  private readonly direct: Connection;

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {
    // The PostgreSQL driver of TypeORM keeps its pg.Pool in `master`; it is the same pool repositories use.
    this.pool = (dataSource.driver as unknown as { master: Pool }).master;
    this.direct = new Connection(this.pool);
    this.hearConnectionErrors();
  }

  /** Connections in somebody's hands, and callers waiting for one. */
  get load(): { readonly inUse: number; readonly waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { inUse: totalCount - idleCount, waiting: waitingCount };
  }

  run<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]> {
    return this.direct.run(statement, values);
  }

  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return this.direct.query(text, values);
  }

  /**
   * Runs `work` in one transaction at READ COMMITTED. The returned promise resolves only after a confirmed COMMIT; if it rejects
   * with a connection error during COMMIT the outcome is not known, and whoever must know re-reads by id.
   * A broken connection is thrown away, never given back to the pool.
   */
  async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    const connection = new Connection(client);
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(connection);
      const commit = await client.query('commit');
      // After a failed statement PostgreSQL answers COMMIT with ROLLBACK and no error: somebody swallowed an exception.
      if (commit.command !== 'COMMIT') throw new Error(`the transaction was rolled back (${commit.command})`);
      for (const action of connection.actions) action();
      return result;
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async onModuleDestroy(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /**
   * The pool listens only while a connection lies idle in it. One that breaks between two statements, or in the packet in which it
   * is handed over, before its new holder could listen, emits an error that nobody hears, and that ends the process. Nothing else is
   * to be done with it: such a connection refuses every further statement, and the pool throws it away when it comes back.
   */
  private hearConnectionErrors(): void {
    const heard = new WeakSet<PoolClient>();
    this.pool.on('acquire', (client) => {
      if (heard.has(client)) return;
      heard.add(client);
      client.on('error', () => undefined);
    });
  }
}
