import type { StorageSettings } from '@parley/media';
import { z } from 'zod';
import { type DemoSignIn, demoSignInProblems } from './demo-sign-in.js';

export type Mode = 'production' | 'demo';
export type ServerRole = 'all' | 'api' | 'worker';

/** Everything the outside decides, checked. */
export interface Configuration {
  readonly mode: Mode;
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  readonly migrateOnStart: boolean;
  readonly role: ServerRole;
  readonly redisUrl: string | null;
  readonly publicUrl: URL;
  readonly whatsapp: {
    readonly phoneNumberId: string;
    readonly accessToken: string;
    readonly appSecret: string;
    readonly appSecretPrevious: string | null;
    readonly verifyToken: string;
    readonly graphUrl: string;
    readonly graphVersion: string;
  };
  readonly admin: { readonly email: string; readonly password: string; readonly name: string } | null;
  readonly messagesPerSecond: number;
  readonly pairLimit: boolean;
  readonly supportChatEnabled: boolean;
  /** From "not ready any more" to the end of answering: time for a router to notice. */
  readonly drainSeconds: number;
  /** Where files of messages are kept. */
  readonly media: StorageSettings;
  readonly logLevel: string;
  readonly metricsToken: string | null;
  readonly otlpEndpoint: string | null;
  /** The language model that drafts replies for agents; null: none is asked. */
  readonly drafting: { readonly url: string; readonly model: string; readonly key: string | null } | null;
  /** Demo only: who may show the console in a frame. */
  readonly simulatorOrigin: string | null;
  /** Demo on this machine only: the login that the sign-in page offers. */
  readonly demoSignIn: DemoSignIn | null;
}

/** Every problem of the environment at once, each a sentence that names its variable. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
}

const ON = ['true', 'on', '1', 'yes'];
const OFF = ['false', 'off', '0', 'no'];

const required = z.string({ error: 'is required' });
const flag = (byDefault: boolean) =>
  z
    .string()
    .toLowerCase()
    .refine((text) => ON.includes(text) || OFF.includes(text), { error: 'must be true or false (on or off)' })
    .transform((text) => ON.includes(text))
    .default(byDefault);
const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address beginning with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const web = url(['http:', 'https:']);

/** Customers' words go there: encrypted, unless it stands beside us. */
const draftingService = web.refine(
  (text) => {
    if (!URL.canParse(text)) return true;
    const { protocol, hostname, username, search, hash } = new URL(text);
    return username === '' && search === '' && hash === '' && (protocol !== 'http:' || isNear(hostname));
  },
  { error: 'must be an address beginning with https:// (http:// only within your own network), without a login, ? or #' },
);

/** This machine, a name only one's own network knows, or a private address. */
function isNear(host: string): boolean {
  return /^[^.:]+$|\.(localhost|local|internal)$|^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\.|^\[(::1|f[cd][0-9a-f]{2}:.*)\]$/.test(
    host,
  );
}

const environment = z
  .object({
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, { error: 'must be a port number' })
      .transform(Number)
      .refine((port) => port <= 65_535, { error: 'must be a port number' })
      .default(3000),
    HOST: z.string().optional(),
    DATABASE_URL: url(['postgres:', 'postgresql:']).or(z.undefined().refine(() => false, { error: 'is required' })),
    MIGRATE_ON_START: flag(true),
    ROLE: z.enum(['all', 'api', 'worker'], { error: 'must be all, api or worker' }).default('all'),
    REDIS_URL: url(['redis:', 'rediss:']).optional(),
    PUBLIC_URL: web.optional(),
    WHATSAPP_PHONE_NUMBER_ID: required,
    WHATSAPP_ACCESS_TOKEN: required,
    WHATSAPP_APP_SECRET: required,
    WHATSAPP_VERIFY_TOKEN: required,
    WHATSAPP_APP_SECRET_PREVIOUS: z.string().optional(),
    WHATSAPP_GRAPH_URL: web.default('https://graph.facebook.com'),
    WHATSAPP_GRAPH_VERSION: z
      .string()
      .regex(/^v\d+\.\d+$/, { error: 'must look like v26.0' })
      .default('v26.0'),
    ADMIN_EMAIL: z
      .string()
      .max(254)
      .regex(/^[^\s@]+@[^\s@]+$/, { error: 'must be an e-mail address' })
      .optional(),
    ADMIN_PASSWORD: z.string().max(128, { error: 'must have at most 128 characters' }).optional(),
    ADMIN_NAME: z.string().max(100, { error: 'must have at most 100 characters' }).default('Support'),
    WHATSAPP_MESSAGES_PER_SECOND: z
      .string()
      .regex(/^\d{1,5}$/, { error: 'must be a whole number (0 = unlimited)' })
      .transform(Number)
      .default(80),
    WHATSAPP_PAIR_LIMIT: flag(true),
    SUPPORT_CHAT_ENABLED: flag(true),
    DRAIN_SECONDS: z
      .string()
      .regex(/^([0-9]|10)$/, { error: 'must be a whole number from 0 to 10' })
      .transform(Number)
      .optional(),
    MEDIA_STORAGE: z.enum(['postgres', 'disk', 's3'], { error: 'must be postgres, disk or s3' }).default('postgres'),
    MEDIA_DIRECTORY: z.string().optional(),
    MEDIA_S3_ENDPOINT: web.optional(),
    MEDIA_S3_REGION: z.string().default('auto'),
    MEDIA_S3_BUCKET: z.string().optional(),
    MEDIA_S3_ACCESS_KEY_ID: z.string().optional(),
    MEDIA_S3_SECRET_ACCESS_KEY: z.string().optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'must be fatal, error, warn, info, debug or silent' })
      .default('info'),
    METRICS_TOKEN: z.string().optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: web.optional(),
    DRAFTING_URL: draftingService.optional(),
    DRAFTING_MODEL: z.string().max(200, { error: 'must have at most 200 characters' }).optional(),
    DRAFTING_KEY: z.string().optional(),
    PARLEY_SIMULATOR_ORIGIN: web.optional(),
    PARLEY_DEMO_SIGN_IN: flag(false),
  })
  .refine((env) => (env.ADMIN_EMAIL === undefined) === (env.ADMIN_PASSWORD === undefined), {
    error: 'ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both, or neither',
  })
  .refine((env) => env.MEDIA_STORAGE !== 'disk' || env.MEDIA_DIRECTORY !== undefined, {
    error: 'MEDIA_STORAGE=disk needs MEDIA_DIRECTORY',
  })
  .refine((env) => env.MEDIA_STORAGE !== 's3' || storageOf(env) !== null, {
    error: 'MEDIA_STORAGE=s3 needs MEDIA_S3_ENDPOINT, MEDIA_S3_BUCKET, MEDIA_S3_ACCESS_KEY_ID and MEDIA_S3_SECRET_ACCESS_KEY',
  })
  .refine((env) => (env.DRAFTING_URL === undefined) === (env.DRAFTING_MODEL === undefined), {
    error: 'DRAFTING_URL and DRAFTING_MODEL belong together: set both, or neither',
  });

interface MediaEnvironment {
  readonly MEDIA_STORAGE: 'postgres' | 'disk' | 's3';
  readonly MEDIA_DIRECTORY?: string | undefined;
  readonly MEDIA_S3_ENDPOINT?: string | undefined;
  readonly MEDIA_S3_REGION: string;
  readonly MEDIA_S3_BUCKET?: string | undefined;
  readonly MEDIA_S3_ACCESS_KEY_ID?: string | undefined;
  readonly MEDIA_S3_SECRET_ACCESS_KEY?: string | undefined;
}

/** Null: something is missing. */
function storageOf(env: MediaEnvironment): StorageSettings | null {
  if (env.MEDIA_STORAGE === 'postgres') return { kind: 'postgres' };
  if (env.MEDIA_STORAGE === 'disk') return env.MEDIA_DIRECTORY === undefined ? null : { kind: 'disk', directory: env.MEDIA_DIRECTORY };
  const { MEDIA_S3_ENDPOINT: endpoint, MEDIA_S3_REGION: region, MEDIA_S3_BUCKET: bucket } = env;
  const { MEDIA_S3_ACCESS_KEY_ID: accessKeyId, MEDIA_S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return null;
  return { kind: 's3', endpoint, region, bucket, accessKeyId, secretAccessKey };
}

/**
 * Reads the environment once. An empty variable counts as not set.
 * @throws ConfigurationError with every problem
 */
export function readConfiguration(env: Readonly<Record<string, string | undefined>>, mode: Mode): Configuration {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(set);
  const offersSignIn = ON.includes(set['PARLEY_DEMO_SIGN_IN']?.toLowerCase() ?? '');
  const problems = offersSignIn ? demoSignInProblems(set, mode).map((problem) => `PARLEY_DEMO_SIGN_IN ${problem}`) : [];
  if (!parsed.success || problems.length > 0) {
    const issues = parsed.error?.issues ?? [];
    throw new ConfigurationError([
      ...issues.map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')} ${issue.message}` : issue.message)),
      ...problems,
    ]);
  }
  const values = parsed.data;
  const admin =
    values.ADMIN_EMAIL !== undefined && values.ADMIN_PASSWORD !== undefined
      ? { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD, name: values.ADMIN_NAME }
      : null;
  return {
    mode,
    port: values.PORT,
    host: values.HOST ?? (mode === 'demo' ? 'localhost' : '::'),
    databaseUrl: values.DATABASE_URL as string,
    migrateOnStart: values.MIGRATE_ON_START,
    role: values.ROLE,
    redisUrl: values.REDIS_URL ?? null,
    publicUrl: new URL(values.PUBLIC_URL ?? `http://localhost:${values.PORT}`),
    whatsapp: {
      phoneNumberId: values.WHATSAPP_PHONE_NUMBER_ID,
      accessToken: values.WHATSAPP_ACCESS_TOKEN,
      appSecret: values.WHATSAPP_APP_SECRET,
      appSecretPrevious: values.WHATSAPP_APP_SECRET_PREVIOUS ?? null,
      verifyToken: values.WHATSAPP_VERIFY_TOKEN,
      graphUrl: values.WHATSAPP_GRAPH_URL.replace(/\/+$/, ''),
      graphVersion: values.WHATSAPP_GRAPH_VERSION,
    },
    admin,
    messagesPerSecond: values.WHATSAPP_MESSAGES_PER_SECOND,
    pairLimit: values.WHATSAPP_PAIR_LIMIT,
    supportChatEnabled: values.SUPPORT_CHAT_ENABLED,
    // A demo has no router.
    drainSeconds: values.DRAIN_SECONDS ?? (mode === 'demo' ? 0 : 3),
    media: storageOf(values) ?? { kind: 'postgres' },
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN ?? null,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    drafting:
      values.DRAFTING_URL !== undefined && values.DRAFTING_MODEL !== undefined
        ? { url: values.DRAFTING_URL, model: values.DRAFTING_MODEL, key: values.DRAFTING_KEY ?? null }
        : null,
    simulatorOrigin: mode === 'demo' && values.PARLEY_SIMULATOR_ORIGIN ? new URL(values.PARLEY_SIMULATOR_ORIGIN).origin : null,
    demoSignIn: values.PARLEY_DEMO_SIGN_IN ? admin : null,
  };
}

/** The one place where a running server looks at its environment; prints every problem and ends the process when it cannot be used. */
export function configurationOrExit(mode: Mode): Configuration {
  try {
    return readConfiguration(process.env, mode);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** What the migration step alone needs. */
export function migrationConfigurationOrExit(): { databaseUrl: string; logLevel: string } {
  const databaseUrl = process.env['DATABASE_URL'] ?? '';
  if (!URL.canParse(databaseUrl) || !/^postgres(ql)?:$/.test(new URL(databaseUrl).protocol)) {
    process.stderr.write('The configuration is not usable:\n  - DATABASE_URL is required and must begin with postgres://\n');
    process.exit(1);
  }
  return { databaseUrl, logLevel: process.env['LOG_LEVEL'] || 'info' };
}
