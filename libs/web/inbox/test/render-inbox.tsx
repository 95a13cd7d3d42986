import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { currentToasts, dismissToast } from '@parley/ui';
import { useState } from 'react';
import { IntlProvider } from 'react-intl';
import { InboxPage, inboxMessagesEn, parseInboxSearch } from '../src/index.js';
import { forgetDrafts } from '../src/model/draft.js';
import { reloadOutgoing } from '../src/model/outgoing.js';
import { ana, type FakeServer } from './fake-server.js';

// jsdom has no layout: every element is as large as a small window, so that the virtual lists draw their first rows.
const size = (value: number): PropertyDescriptor => ({ configurable: true, get: () => value });
Object.defineProperties(HTMLElement.prototype, { offsetHeight: size(700), offsetWidth: size(400), clientHeight: size(700) });
Element.prototype.scrollTo = () => undefined;
window.scrollTo = () => undefined;
globalThis.CSS ??= { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&'), supports: () => false } as unknown as typeof CSS;
globalThis.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
let isWide = true;
window.matchMedia = (query) =>
  ({
    matches: query.includes('min-width') && isWide,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

const Page = () => {
  const [isHelpOpen, setHelpOpen] = useState(false);
  return <InboxPage agent={ana} onSignedOut={() => undefined} isHelpOpen={isHelpOpen} onHelp={setHelpOpen} />;
};

/** The inbox at an address, over a server in memory. */
export const renderInbox = (server: FakeServer, path: string, options: { readonly wide?: boolean } = {}) => {
  isWide = options.wide ?? true;
  globalThis.fetch = server.fetch;
  const root = createRootRoute();
  const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Page, validateSearch: parseInboxSearch });
  const router = createRouter({
    routeTree: root.addChildren([
      inside.addChildren([
        createRoute({ getParentRoute: () => inside, path: '/' }),
        createRoute({ getParentRoute: () => inside, path: '/c/$conversationId' }),
      ]),
    ]),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' }, mutations: { networkMode: 'always' } },
  });
  const view = render(
    <IntlProvider locale="en" messages={inboxMessagesEn}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </IntlProvider>,
  );
  return { ...view, router, queryClient, user: userEvent.setup({ delay: null }) };
};

/** Leaves nothing of one test to the next. */
export const leaveInbox = (): void => {
  cleanup();
  for (const toast of currentToasts()) dismissToast(toast.id);
  localStorage.clear();
  forgetDrafts();
  reloadOutgoing();
};
