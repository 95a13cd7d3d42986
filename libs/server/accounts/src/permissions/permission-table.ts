import type { Role, Scope } from '@parley/vocabulary';

export interface RoutePermission {
  readonly roles: readonly Role[];
  /** What an API token needs; `any` = every valid token; `none` = people only, in a browser session. */
  readonly scope: Scope | 'any' | 'none';
}

const everyone: readonly Role[] = ['admin', 'agent'];
const admins: readonly Role[] = ['admin'];

const read: RoutePermission = { roles: everyone, scope: 'conversations:read' };
const write: RoutePermission = { roles: everyone, scope: 'conversations:write' };

/**
 * Who may call what: every route that is not public, by method and pattern. The guard denies a route that has no line here, and a
 * test compares the table with the router, so neither can grow without the other.
 */
export const PERMISSIONS: Readonly<Record<string, RoutePermission>> = {
  'GET /api/auth/me': { roles: everyone, scope: 'any' },
  'POST /api/auth/logout': { roles: everyone, scope: 'none' },

  'GET /api/admin/conversations': read,
  'GET /api/admin/conversations/:conversation': read,
  'GET /api/admin/conversations/:conversation/messages': read,
  'GET /api/admin/conversations/:conversation/notices': read,
  'GET /api/admin/conversations/:conversation/script': read,
  'POST /api/admin/conversations/:conversation/messages/:message/send-again': { roles: everyone, scope: 'messages:send' },
  'POST /api/admin/conversations/:conversation/chat-support/start': write,
  'POST /api/admin/conversations/:conversation/chat-support/send': { roles: everyone, scope: 'messages:send' },
  'POST /api/admin/conversations/:conversation/chat-support/end': write,
  'POST /api/admin/conversations/:conversation/chat-support/undo-end': write,
  'POST /api/admin/conversations/:conversation/chat-support/accept': write,
  'GET /api/admin/conversations/:conversation/suggestions': read,
  // Costs money, and shows what customers wrote to a service outside: for who may answer them.
  'POST /api/admin/conversations/:conversation/draft-reply': { roles: everyone, scope: 'messages:send' },
  'POST /api/admin/conversations/:conversation/read': write,
  'POST /api/admin/conversations/:conversation/chat-support/transfer': write,
  'POST /api/admin/conversations/:conversation/chat-support/release': write,
  'POST /api/admin/queue/next': write,
  'GET /api/admin/me/presence': read,
  'PUT /api/admin/me/presence': write,
  'GET /api/admin/agents/presence': read,
  'PUT /api/admin/agents/:agent/capacity': { roles: admins, scope: 'agents:write' },
  'POST /api/admin/conversations/:conversation/chat-support/send-template': { roles: everyone, scope: 'messages:send' },
  'POST /api/admin/conversations/:conversation/chat-support/send-template-file': { roles: everyone, scope: 'messages:send' },
  'GET /api/admin/templates': read,
  'POST /api/admin/templates/sync': write,
  'POST /api/admin/templates/:template/preview': read,
  'POST /api/admin/conversations/:conversation/chat-support/send-media': { roles: everyone, scope: 'messages:send' },
  'GET /api/admin/media/:id': read,
  'POST /api/admin/media/:id/fetch': write,
  'GET /api/admin/channel': read,
  'GET /api/admin/channel/notices': read,
  'GET /api/admin/events': read,
  'GET /api/admin/stats': read,
  'GET /api/admin/stats.csv': read,

  'GET /api/admin/settings': read,
  'PATCH /api/admin/settings': { roles: admins, scope: 'none' },
  'GET /api/admin/teams': read,
  'GET /api/admin/teams/:team': read,
  'POST /api/admin/teams': { roles: admins, scope: 'agents:write' },
  'PATCH /api/admin/teams/:team': { roles: admins, scope: 'agents:write' },
  'DELETE /api/admin/teams/:team': { roles: admins, scope: 'agents:write' },
  'PUT /api/admin/teams/:team/members/:agent': { roles: admins, scope: 'agents:write' },
  'DELETE /api/admin/teams/:team/members/:agent': { roles: admins, scope: 'agents:write' },

  'GET /api/admin/hours': read,
  'GET /api/admin/hours/status': read,
  'PUT /api/admin/hours': { roles: admins, scope: 'none' },
  'DELETE /api/admin/hours': { roles: admins, scope: 'none' },
  'GET /api/admin/teams/:team/hours': read,
  'GET /api/admin/teams/:team/hours/status': read,
  'PUT /api/admin/teams/:team/hours': { roles: admins, scope: 'none' },
  'DELETE /api/admin/teams/:team/hours': { roles: admins, scope: 'none' },
  // What the bot says is everybody's face to customers, and a slip reaches all of them at once: people only.
  'GET /api/admin/playbook': { roles: admins, scope: 'none' },
  'GET /api/admin/playbook/languages': { roles: admins, scope: 'none' },
  'GET /api/admin/playbook/draft': { roles: admins, scope: 'none' },
  'PUT /api/admin/playbook/draft': { roles: admins, scope: 'none' },
  'POST /api/admin/playbook/draft/discard': { roles: admins, scope: 'none' },
  'POST /api/admin/playbook/import': { roles: admins, scope: 'none' },
  'GET /api/admin/playbook/export': { roles: admins, scope: 'none' },
  'POST /api/admin/playbook/validate': { roles: admins, scope: 'none' },
  'POST /api/admin/playbook/publish': { roles: admins, scope: 'none' },
  'POST /api/admin/playbook/preview': { roles: admins, scope: 'none' },
  'GET /api/admin/playbook/versions': { roles: admins, scope: 'none' },
  'GET /api/admin/playbook/versions/:version': { roles: admins, scope: 'none' },
  'POST /api/admin/playbook/versions/:version/restore': { roles: admins, scope: 'none' },

  'GET /api/admin/agents': { roles: admins, scope: 'agents:write' },
  'POST /api/admin/agents': { roles: admins, scope: 'agents:write' },
  'POST /api/admin/agents/:agent/disable': { roles: admins, scope: 'agents:write' },
  'POST /api/admin/agents/:agent/enable': { roles: admins, scope: 'agents:write' },
  // A token that makes tokens would outlive its own revocation.
  'POST /api/admin/tokens': { roles: admins, scope: 'none' },

  'GET /api/admin/contacts/:contact': read,
  'PATCH /api/admin/contacts/:contact': write,
  // Everything of a person in one file, and everything of them gone: for whoever answers for the installation, signed in themselves.
  'GET /api/admin/contacts/:contact/export': { roles: admins, scope: 'none' },
  'POST /api/admin/contacts/:contact/erase': { roles: admins, scope: 'none' },
  'GET /api/admin/erasures/:id': { roles: admins, scope: 'none' },

  // What could not be applied is looked at and tried again by whoever runs the installation; machines have `npm run replay`.
  'GET /api/admin/dead-letters': { roles: admins, scope: 'none' },
  'GET /api/admin/dead-letters/:id': { roles: admins, scope: 'none' },
  'POST /api/admin/dead-letters/:id/replay': { roles: admins, scope: 'none' },
  'POST /api/admin/dead-letters/replay': { roles: admins, scope: 'none' },

  'GET /api/openapi.json': { roles: everyone, scope: 'any' },
  'GET /api/docs': { roles: everyone, scope: 'any' },
  'GET /api/docs/:file': { roles: everyone, scope: 'any' },
};
