import { dataOf, type Agent } from '@parley/api-client';
import { api } from './api.js';

/** 401 `INVALID_CREDENTIALS`; 429 `TOO_MANY_REQUESTS` with the seconds to wait. */
export const signIn = async (credentials: { readonly email: string; readonly password: string }): Promise<Agent> =>
  (await dataOf(api.POST('/api/auth/login', { body: credentials }))).agent;

export const signOut = async (): Promise<void> => {
  await api.POST('/api/auth/logout');
};
