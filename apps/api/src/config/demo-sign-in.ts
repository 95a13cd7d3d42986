import type { Mode } from './configuration.js';

/** What the sign-in page of a demo offers to whoever stands before it. */
export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Why this server must not offer the demo's login on its sign-in page, in words; none where it may. The page shows the password to
 * everybody who opens it, so it must be a demo, on this machine alone, and nothing of it may be called production.
 */
export function demoSignInProblems(env: Environment, mode: Mode): string[] {
  const problems: string[] = [];
  if (mode !== 'demo' || env['NODE_ENV'] === 'production') problems.push('is for the demo of npm start, never for production');
  if (!isLoopback(env['HOST'] ?? 'localhost')) problems.push('needs a HOST that only this machine reaches');
  if (env['PUBLIC_URL'] !== undefined && !isLoopback(hostOf(env['PUBLIC_URL']))) problems.push('needs a PUBLIC_URL on this machine');
  if (env['ADMIN_EMAIL'] === undefined || env['ADMIN_PASSWORD'] === undefined) problems.push('needs ADMIN_EMAIL and ADMIN_PASSWORD');
  return problems;
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');
