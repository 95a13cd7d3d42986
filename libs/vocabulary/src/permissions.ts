export const ROLES = ['admin', 'agent'] as const;
export type Role = (typeof ROLES)[number];

/** What an API token may do. A token acts as its owner, never beyond its scopes nor beyond its owner's role. */
export const SCOPES = ['conversations:read', 'conversations:write', 'messages:send', 'agents:write'] as const;
export type Scope = (typeof SCOPES)[number];
