/** How signals of live events travel between processes. */
export class LiveEventOptions {
  /** Null: by PostgreSQL NOTIFY. */
  readonly redisUrl!: string | null;

  constructor(values: LiveEventOptions) {
    Object.assign(this, values);
  }
}
