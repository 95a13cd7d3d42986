import './app.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'react-intl';
import { chooseLocale, languages } from './messages/languages.js';
import { createQueryClient } from './query-client.js';
import { createConsoleRouter } from './router.js';

const { language, locale } = chooseLocale(navigator.languages);
document.documentElement.lang = language;

const queryClient = createQueryClient();
const router = createConsoleRouter(queryClient);
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');

createRoot(place).render(
  <StrictMode>
    <IntlProvider locale={locale} defaultLocale="en" messages={languages[language]}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </IntlProvider>
  </StrictMode>,
);
