import { Inject, Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from './actor.js';
import { ApiTokens } from './api-tokens.js';
import { Cookies } from './http/cookies.js';
import { isSecret } from './secrets.js';
import { Sessions } from './sessions.js';

const BEARER = /^Bearer +(\S+) *$/i;

/** The one way to be somebody: a session cookie or a bearer token. No other header is ever believed. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(Cookies) private readonly cookies: Cookies,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ApiTokens) private readonly tokens: ApiTokens,
  ) {}

  /** Null: nobody we know. An `Authorization` header decides alone: a wrong token does not fall back to a cookie. */
  async authenticate(headers: IncomingHttpHeaders): Promise<Actor | null> {
    if (headers.authorization !== undefined) {
      const token = BEARER.exec(headers.authorization)?.[1];
      return token ? this.tokens.find(token) : null;
    }
    const secret = this.cookies.session(headers.cookie);
    return isSecret(secret) ? this.sessions.find(secret) : null;
  }
}
