import { Database, type Statement, type Transaction } from '@parley/platform';
import { DataSource } from 'typeorm';

/**
 * One process's database, which stops after its n-th step until it is let on. A step is what another process can come between: after
 * each statement of a transaction, when a statement of its own is done but not committed, and after each commit. Trying every n
 * tries every place where somebody else's commit can fall, whatever the statements are.
 */
export class SteppedDatabase extends Database {
  /** Resolves when it stands at its step; never when there are fewer. */
  readonly stopped: Promise<void>;
  private steps = 0;
  private reach: () => void = () => undefined;
  private letOn: () => void = () => undefined;
  private readonly released: Promise<void>;

  private constructor(
    private readonly connections: DataSource,
    private readonly stopAt: number,
  ) {
    super(connections);
    this.stopped = new Promise((resolve) => (this.reach = resolve));
    this.released = new Promise((resolve) => (this.letOn = resolve));
  }

  /** @param stopAt the step it stops at, from 1 */
  static async open(url: string, stopAt: number): Promise<SteppedDatabase> {
    return new SteppedDatabase(await new DataSource({ type: 'postgres', url, poolSize: 3 }).initialize(), stopAt);
  }

  go(): void {
    this.letOn();
  }

  close(): Promise<void> {
    return this.connections.destroy();
  }

  override async run<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]> {
    return this.transaction((tx) => tx.run(statement, values));
  }

  override async query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return this.transaction((tx) => tx.query<Row>(text, values));
  }

  override async transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const result = await super.transaction((tx) => work(this.stepping(tx)));
    await this.step();
    return result;
  }

  private stepping(tx: Transaction): Transaction {
    const then = async <Rows>(rows: Promise<Rows>): Promise<Rows> => {
      const result = await rows;
      await this.step();
      return result;
    };
    return {
      run: (statement, values) => then(tx.run(statement, values)),
      query: <Row>(text: string, values?: readonly unknown[]) => then(tx.query<Row>(text, values)),
      afterCommit: (action) => tx.afterCommit(action),
    };
  }

  private async step(): Promise<void> {
    this.steps += 1;
    if (this.steps !== this.stopAt) return;
    this.reach();
    await this.released;
  }
}
