import { Injectable } from '@nestjs/common';
import { Database, Log, statement, Wake, WorkLoop } from '@parley/platform';
import { DEFAULT_SETTINGS, SETTING_KEYS, settingsFrom, type SettingKey, type SupportSettings } from '../domain/settings.js';

/** The net under a lost wake-up: how old a setting may be in another process. */
const LOOK_EVERY_MS = 5_000;

const readSettings = statement<{ key: string; value: unknown }>('conversation-read-settings', 'select key, value from setting');

/** Two who change settings do it one after the other, so that each knows what was there before; readers do not wait. */
const lockSettings = statement<never>('conversation-lock-settings', 'lock table setting in share row exclusive mode');

const writeSettings = statement(
  'conversation-write-settings',
  `insert into setting (key, value, updated_by)
   select key, coalesce(value, 'null'), $2 from json_to_recordset($1::json) as x(key text, value jsonb) order by key
   on conflict (key) do update set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by`,
);

/** A setting that is another now than before. */
export interface SettingChange {
  readonly key: SettingKey;
  readonly from: unknown;
  readonly to: unknown;
}

/**
 * The settings as every decision sees them: a copy in this process, read anew when somebody changes one, and every few seconds. Until the
 * first reading they are the defaults.
 */
@Injectable()
export class Settings {
  private settings: SupportSettings = DEFAULT_SETTINGS;
  private readings = 0;
  private newestReading = 0;
  private readonly loop: WorkLoop;

  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    log: Log,
  ) {
    this.loop = new WorkLoop({
      name: 'settings',
      wake,
      topic: 'settings',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.refresh().then(() => false),
      onError: (error) => log.error('conversation', 'settings could not be read', error),
    });
  }

  get current(): SupportSettings {
    return this.settings;
  }

  /** Before anything is decided. Throws when the database is not there. */
  async start(): Promise<void> {
    await this.refresh();
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  async refresh(): Promise<SupportSettings> {
    const reading = (this.readings += 1);
    const read = await this.read(this.database);
    // One that was begun later knows at least as much, and may have come back first.
    if (reading > this.newestReading) {
      this.newestReading = reading;
      this.settings = read;
    }
    return read;
  }

  /**
   * All of them at once or none.
   * @param changes without faults (`settingFault`)
   * @returns all settings as they are now, and which of them are different
   */
  async change(
    changes: Partial<SupportSettings>,
    agentId: string,
  ): Promise<{ readonly settings: SupportSettings; readonly changed: readonly SettingChange[] }> {
    const changed = await this.database.transaction(async (tx) => {
      await tx.run(lockSettings);
      const before = await this.read(tx);
      const different = SETTING_KEYS.filter((key) => Object.hasOwn(changes, key) && changes[key] !== before[key]).map((key) => ({
        key,
        from: before[key],
        to: changes[key],
      }));
      if (different.length === 0) return [];
      await tx.run(writeSettings, [JSON.stringify(different.map(({ key, to }) => ({ key, value: to }))), agentId]);
      tx.afterCommit(() => this.wake.wakeAll('settings'));
      return different;
    });
    return { settings: await this.refresh(), changed };
  }

  private async read(from: Pick<Database, 'run'>): Promise<SupportSettings> {
    const rows = await from.run(readSettings);
    return settingsFrom(new Map(rows.map(({ key, value }) => [key, value])));
  }
}
