import { afterEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import axe from 'axe-core';
import { IntlProvider } from 'react-intl';
import { SessionGate, sessionMessagesEn, SignInPage, useSignOut } from '../src/index.js';

const agent = { id: '00000000-0000-4000-8000-00000000000a', name: 'Ana', email: 'ana@example.org', role: 'agent' };
const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  Response.json({ type: 'about:blank', title: code, status, code, detail: code }, { status, headers });

const SignOut = () => {
  const signOut = useSignOut();
  return <button onClick={signOut}>leave</button>;
};

/** The gate over answers by path; `calls` holds what was sent. */
const renderGate = (answers: Record<string, (body: unknown) => Response>) => {
  const calls: { readonly path: string; readonly body: unknown }[] = [];
  globalThis.fetch = (async (request: Request) => {
    const path = new URL(request.url).pathname;
    const text = await request.text();
    const body: unknown = text ? JSON.parse(text) : null;
    calls.push({ path, body });
    const answer = answers[path];
    if (!answer) throw new TypeError('Failed to fetch');
    return answer(body);
  }) as typeof fetch;
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' }, mutations: { networkMode: 'always' } },
  });
  queryClient.setQueryData(['conversations', 'summary'], { secret: true });
  render(
    <IntlProvider locale="en" messages={sessionMessagesEn}>
      <QueryClientProvider client={queryClient}>
        <SessionGate
          signedIn={({ name }) => (
            <>
              <p>{`inside as ${name}`}</p>
              <SignOut />
            </>
          )}
          signedOut={(hasExpired) => <SignInPage hasExpired={hasExpired} />}
        />
      </QueryClientProvider>
    </IntlProvider>,
  );
  return { calls, queryClient, user: userEvent.setup({ delay: null }) };
};

const nobody = { '/api/auth/me': () => problem(401, 'UNAUTHENTICATED') };

const fillIn = async (user: ReturnType<typeof userEvent.setup>): Promise<void> => {
  await user.type(await screen.findByLabelText('Email'), 'ana@example.org');
  await user.type(screen.getByLabelText('Password'), 'correct horse');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
};

describe('the session', () => {
  afterEach(cleanup);

  it('is restored without asking again', async () => {
    renderGate({ '/api/auth/me': () => Response.json({ agent }) });
    expect(await screen.findByText('inside as Ana')).toBeTruthy();
  });

  it('begins with email and password', async () => {
    const { calls, user } = renderGate({ ...nobody, '/api/auth/login': () => Response.json({ agent }) });
    await fillIn(user);
    expect(await screen.findByText('inside as Ana')).toBeTruthy();
    expect(calls.at(-1)).toEqual({ path: '/api/auth/login', body: { email: 'ana@example.org', password: 'correct horse' } });
  });

  it('is one press in a demo whose server offers its login, and the form stays for everybody else', async () => {
    const note = document.createElement('meta');
    note.name = 'parley-demo-sign-in';
    note.content = JSON.stringify({ email: 'ana@example.org', password: 'known to all', name: 'Ana' });
    document.head.append(note);
    try {
      const { calls, user } = renderGate({ ...nobody, '/api/auth/login': () => Response.json({ agent }) });
      const enter = await screen.findByRole('button', { name: 'Continue as Ana' });
      expect(document.activeElement).toBe(enter);
      // The contract's names stay the only ones of their kind.
      expect(screen.getAllByRole('button', { name: /sign in/i })).toHaveLength(1);
      expect(screen.getAllByLabelText(/email/i)).toHaveLength(1);
      expect((await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } })).violations).toEqual([]);
      await user.keyboard('{Enter}');
      expect(await screen.findByText('inside as Ana')).toBeTruthy();
      expect(calls.at(-1)).toEqual({ path: '/api/auth/login', body: { email: 'ana@example.org', password: 'known to all' } });
    } finally {
      note.remove();
    }
  });

  it('offers no login where the server wrote none, or nothing usable, into the page', async () => {
    const note = document.createElement('meta');
    note.name = 'parley-demo-sign-in';
    document.head.append(note);
    try {
      for (const content of ['', 'not json', '{}', '{"email":"ana@example.org"}', 'null']) {
        note.content = content;
        renderGate(nobody);
        await screen.findByLabelText('Email');
        expect(screen.queryByRole('button', { name: /Continue as/ })).toBeNull();
        cleanup();
      }
    } finally {
      note.remove();
    }
  });

  it('says that email or password is wrong, never which', async () => {
    const { user } = renderGate({ ...nobody, '/api/auth/login': () => problem(401, 'INVALID_CREDENTIALS') });
    await fillIn(user);
    expect(await screen.findByText('Email or password is wrong. Check both and try again.')).toBeTruthy();
  });

  it('says for how many minutes there were too many tries', async () => {
    const { user } = renderGate({ ...nobody, '/api/auth/login': () => problem(429, 'TOO_MANY_REQUESTS', { 'retry-after': '540' }) });
    await fillIn(user);
    expect(await screen.findByText('Too many tries. You can try again in 9 minutes.')).toBeTruthy();
  });

  it('says that the server cannot be reached, and does not take that for a sign-out', async () => {
    const { user } = renderGate(nobody);
    await fillIn(user);
    expect(await screen.findByText('The server cannot be reached. Check your connection and try again.')).toBeTruthy();
    cleanup();
    renderGate({});
    expect(await screen.findByText('Parley cannot reach its server')).toBeTruthy();
    expect(screen.queryByLabelText('Password')).toBeNull();
  });

  it('asks for what is missing, at the field, and sends nothing', async () => {
    const { calls, user } = renderGate(nobody);
    await user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Enter your email address.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Email'));
    expect(calls.map(({ path }) => path)).toEqual(['/api/auth/me']);
  });

  it('ends by choice, forgets what was read, and does not call that expired', async () => {
    const { queryClient, user } = renderGate({
      '/api/auth/me': () => Response.json({ agent }),
      '/api/auth/logout': () => new Response(null, { status: 204 }),
    });
    await user.click(await screen.findByRole('button', { name: 'leave' }));
    expect(await screen.findByLabelText('Password')).toBeTruthy();
    expect(screen.queryByText(/Your session is over/)).toBeNull();
    await waitFor(() => expect(queryClient.getQueryData(['conversations', 'summary'])).toBeUndefined());
  });

  it('says that it is over when it ends by itself', async () => {
    const { queryClient } = renderGate({ '/api/auth/me': () => Response.json({ agent }) });
    await screen.findByText('inside as Ana');
    queryClient.setQueryData(['session', 'me'], null);
    expect(await screen.findByText(/Your session is over/)).toBeTruthy();
  });

  it('has no accessibility violation in the form, empty or with errors', async () => {
    const { user } = renderGate(nobody);
    const look = async (): Promise<string[]> =>
      (await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } })).violations.map(({ id }) => id);
    await screen.findByLabelText('Email');
    expect(await look()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByText('Enter your email address.');
    expect(await look()).toEqual([]);
  });
});
