import { Inject, Injectable } from '@nestjs/common';
import { AccountsOptions } from '../accounts-options.js';
import { DEVICE_MAX_AGE_SECONDS } from '../login/log-in.js';
import { SESSION_MAX_AGE_SECONDS } from '../sessions.js';

/**
 * The two cookies: session and known device. Over https they are `__Host-` cookies, which no subdomain and no plain-http page can
 * plant; on http://localhost a browser would refuse those, so there the names are plain.
 */
@Injectable()
export class Cookies {
  private readonly secure: boolean;

  constructor(@Inject(AccountsOptions) options: AccountsOptions) {
    this.secure = options.publicUrl.protocol === 'https:';
  }

  session(header: string | undefined): string | undefined {
    return read(header, this.name('parley_session'));
  }

  device(header: string | undefined): string | undefined {
    return read(header, this.name('parley_device'));
  }

  setSession(secret: string): string {
    return this.serialise('parley_session', secret, SESSION_MAX_AGE_SECONDS);
  }

  clearSession(): string {
    return this.serialise('parley_session', '', 0);
  }

  setDevice(secret: string): string {
    return this.serialise('parley_device', secret, DEVICE_MAX_AGE_SECONDS);
  }

  private name(plain: string): string {
    return this.secure ? `__Host-${plain}` : plain;
  }

  private serialise(name: string, value: string, maxAge: number): string {
    return `${this.name(name)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${this.secure ? '; Secure' : ''}`;
  }
}

function read(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
