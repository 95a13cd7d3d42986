import { Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';

export interface Keys {
  /** Signs `biz_opaque_callback_data`. */
  readonly callbackKey: Buffer;
  /** Pepper of the dedupe keys. */
  readonly dedupePepper: Buffer;
}

const readKeys = statement<{ callback_key: Buffer; dedupe_pepper: Buffer }>(
  'whatsapp-installation-keys',
  'select callback_key, dedupe_pepper from installation',
);

/** The installation's own keys, made by the first migration and never changed; read once per process. */
@Injectable()
export class InstallationKeys {
  private keys: Keys | undefined;

  constructor(private readonly database: Database) {}

  /** Asks the database only the first time. Throws its error, and asks again on the next call. */
  async get(): Promise<Keys> {
    if (this.keys) return this.keys;
    const [row] = await this.database.run(readKeys);
    if (!row) throw new Error('the table installation is empty: the migrations have not run');
    this.keys = { callbackKey: row.callback_key, dedupePepper: row.dedupe_pepper };
    return this.keys;
  }
}
