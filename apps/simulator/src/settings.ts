/** How the simulator behaves. What may change while it runs is changed by `POST /control/settings`. */
export interface Behaviour {
  /** How a free message outside the 24-hour window is refused: in the answer, or accepted and reported `failed` later, as Meta mostly does. */
  windowErrors: 'sync' | 'async';
  /** Meta's pair rule: a burst of 45 to one customer, then one message each 6 s. */
  pairLimit: boolean;
  /** Messages a second that the business may send before 130429; 0 lifts the limit. */
  messagesPerSecond: number;
  /** Webhooks of one customer go out one after the other. Meta promises no order: `false` sends them as they come. */
  webhooksInOrder: boolean;
  /** How long after acceptance each status is reported, in milliseconds of real time. `read` counts from delivery. */
  statusDelaysMs: { sent: number; delivered: number; read: number };
  /** Who reads: `auto` = everybody, soon after delivery, unless a phone page is open (then its screen decides); `screen` = only a phone page. */
  reads: 'auto' | 'screen';
}

export interface SimulatorSettings {
  host: string;
  port: number;
  phoneNumberId: string;
  /** Digits only, as Meta's metadata writes it. */
  displayPhoneNumber: string;
  businessAccountId: string;
  businessName: string;
  accessToken: string;
  appSecret: string;
  verifyToken: string;
  /** Where webhooks go; null = nowhere (they are kept and shown as waiting). */
  webhookUrl: string | null;
  /** The console shown beside the phone at /demo; null = none is known. */
  consoleUrl: string | null;
  /** Where the phone page is built; null = no page, control and Graph only. */
  phoneDirectory: string | null;
  /** Where customers and messages are kept over a restart; null = in memory only. */
  stateFile: string | null;
  behaviour: Behaviour;
}

export const defaultBehaviour = (): Behaviour => ({
  windowErrors: 'sync',
  pairLimit: true,
  messagesPerSecond: 80,
  webhooksInOrder: true,
  statusDelaysMs: { sent: 40, delivered: 160, read: 600 },
  reads: 'auto',
});

export const defaultSettings = (): SimulatorSettings => ({
  host: '127.0.0.1',
  port: 4000,
  phoneNumberId: '330145778120964',
  displayPhoneNumber: '442079460123',
  businessAccountId: '104996122399160',
  businessName: 'Juniper Home',
  accessToken: 'simulator-access-token',
  appSecret: 'simulator-app-secret',
  verifyToken: 'simulator-verify-token',
  webhookUrl: null,
  consoleUrl: null,
  phoneDirectory: null,
  stateFile: null,
  behaviour: defaultBehaviour(),
});

/** Reads the environment once. Unset or empty means the default; a wrong value stops the start and is named. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SimulatorSettings {
  const settings = defaultSettings();
  const problems: string[] = [];
  const text = (name: string, fallback: string) => env[name]?.trim() || fallback;
  const url = (name: string): string | null => {
    const value = env[name]?.trim();
    if (!value) return null;
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) problems.push(`${name} must be an http(s) address.`);
    return value;
  };

  settings.host = text('HOST', settings.host);
  settings.port = Number(text('SIMULATOR_PORT', String(settings.port)));
  if (!Number.isInteger(settings.port) || settings.port < 0 || settings.port > 65_535)
    problems.push('SIMULATOR_PORT must be a port number.');
  settings.phoneNumberId = text('WHATSAPP_PHONE_NUMBER_ID', settings.phoneNumberId);
  settings.accessToken = text('WHATSAPP_ACCESS_TOKEN', settings.accessToken);
  settings.appSecret = text('WHATSAPP_APP_SECRET', settings.appSecret);
  settings.verifyToken = text('WHATSAPP_VERIFY_TOKEN', settings.verifyToken);
  settings.businessName = text('SIMULATOR_BUSINESS_NAME', settings.businessName);
  settings.webhookUrl = url('SIMULATOR_WEBHOOK_URL');
  settings.consoleUrl = url('SIMULATOR_CONSOLE_URL');
  settings.stateFile = env['SIMULATOR_STATE_FILE']?.trim() || null;

  if (problems.length > 0) throw new Error(problems.join('\n'));
  return settings;
}
