import { Injectable } from '@nestjs/common';
import { Database, Log, statement, Wake, WorkLoop } from '@parley/platform';
import { DEFAULT_SETTINGS, SETTING_KEYS, settingsFrom, type SettingKey, type SupportSettings } from '../domain/settings.js';

/** The net under a lost wake-up: how old a setting may be in another process. */
const LOOK_EVERY_MS = 5_000;

const readSettings = statement<{ key: string; value: unknown }>('conversation-read-settings', 'select key, value from setting');

const writeSettings = statement(
  'conversation-write-settings',
  `insert into setting (key, value, updated_by)
   select key, coalesce(value, 'null'), $2 from json_to_recordset($1::json) as x(key text, value jsonb) order by key
   on conflict (key) do update set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by`,
);

/**
 * The settings as every decision sees them: a copy in this process, read anew when somebody changes one, and every few seconds. Until the
 * first reading they are the defaults.
 */
@Injectable()
export class Settings {
  private settings: SupportSettings = DEFAULT_SETTINGS;
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
    const rows = await this.database.run(readSettings);
    this.settings = settingsFrom(new Map(rows.map(({ key, value }) => [key, value])));
    return this.settings;
  }

  /** All of them at once or none. @param changes checked by `SETTING_RULES` @returns all settings as they are now */
  async change(changes: Partial<SupportSettings>, agentId: string): Promise<SupportSettings> {
    const rows = (Object.entries(changes) as [SettingKey, unknown][]).filter(([key]) => SETTING_KEYS.includes(key));
    if (rows.length > 0) {
      await this.database.run(writeSettings, [JSON.stringify(rows.map(([key, value]) => ({ key, value }))), agentId]);
      this.wake.wakeAll('settings');
    }
    return this.refresh();
  }
}
