import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, Link, type RouterHistory } from '@tanstack/react-router';
import { parseInboxSearch } from '@parley/inbox';
import { SessionGate, SignInPage } from '@parley/session';
import { EmptyState } from '@parley/ui';
import { useIntl } from 'react-intl';
import { Broken } from './broken.js';
import { Console } from './console.js';

interface RouterContext {
  readonly queryClient: QueryClient;
}

/**
 * Whoever is not signed in sees the sign-in form at the address they wanted, and is there once they are in: no redirect, so no
 * address to carry along and nothing to be sent to from outside.
 */
const Gate = () => (
  <SessionGate signedIn={(agent) => <Console agent={agent} />} signedOut={(hasExpired) => <SignInPage hasExpired={hasExpired} />} />
);

const NotFound = () => {
  const { formatMessage } = useIntl();
  return (
    <main className="flex min-h-dvh flex-col justify-center bg-canvas">
      <EmptyState
        title={formatMessage({ id: 'admin.not-found' })}
        action={
          <Link to="/" search={{}} className="text-sm font-label text-accent underline">
            {formatMessage({ id: 'admin.not-found.back' })}
          </Link>
        }
      >
        {formatMessage({ id: 'admin.not-found.hint' })}
      </EmptyState>
    </main>
  );
};

const root = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFound, errorComponent: Broken });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Gate, validateSearch: parseInboxSearch });
const inbox = createRoute({ getParentRoute: () => inside, path: '/' });
const conversation = createRoute({ getParentRoute: () => inside, path: '/c/$conversationId' });

export const createConsoleRouter = (queryClient: QueryClient, history?: RouterHistory) =>
  createRouter({
    routeTree: root.addChildren([inside.addChildren([inbox, conversation])]),
    context: { queryClient },
    ...(history ? { history } : {}),
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
