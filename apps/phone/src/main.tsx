import '@fontsource-variable/inter/wght.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DemoPage } from './demo/demo-page.js';
import { PhonePage } from './stage/phone-page.js';
import { followSystemTheme } from './theme.js';
import './styles.css';

followSystemTheme();

const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode>{window.location.pathname === '/demo' ? <DemoPage /> : <PhonePage />}</StrictMode>);
