/** The team that is always there: chats of no other team are its own, and so are agents of none. Written by a migration. */
export const DEFAULT_TEAM_ID = '00000000-0000-4000-8000-000000000001';
