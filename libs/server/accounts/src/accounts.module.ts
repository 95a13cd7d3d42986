import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccountsOptions } from './accounts-options.js';
import { AgentAccounts } from './agent-accounts.js';
import { ApiTokens } from './api-tokens.js';
import { Audit } from './audit.js';
import { Authenticator } from './authenticator.js';
import { CreateAgent } from './create-agent.js';
import { AuthenticationGuard } from './guards/authentication.guard.js';
import { PermissionGuard } from './guards/permission.guard.js';
import { SameOriginGuard } from './guards/same-origin.guard.js';
import { AgentsController } from './http/agents.controller.js';
import { AuthController } from './http/auth.controller.js';
import { Cookies } from './http/cookies.js';
import { LogIn } from './login/log-in.js';
import { LoginLimits } from './login/login-limits.js';
import { Passwords } from './passwords.js';
import { AgentPresence } from './presence/agent-presence.js';
import { Sessions } from './sessions.js';
import { TeamDirectory } from './teams/team-directory.js';
import { TeamsController } from './teams/teams.controller.js';

/** Every route of this library. */
export const accountControllers = [AuthController, AgentsController, TeamsController];

/** Agents, how they sign in, and the global guards of every route: who are you, from where, may you. In that order. */
@Module({})
export class AccountsModule {
  static register(options: AccountsOptions): DynamicModule {
    return {
      module: AccountsModule,
      controllers: accountControllers,
      providers: [
        { provide: AccountsOptions, useValue: options },
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        { provide: APP_GUARD, useClass: SameOriginGuard },
        { provide: APP_GUARD, useClass: PermissionGuard },
        AgentAccounts,
        AgentPresence,
        ApiTokens,
        Audit,
        Authenticator,
        Cookies,
        CreateAgent,
        LogIn,
        LoginLimits,
        Passwords,
        Sessions,
        TeamDirectory,
      ],
      exports: [AgentPresence, ApiTokens, Audit, Authenticator, CreateAgent, Sessions],
    };
  }
}
