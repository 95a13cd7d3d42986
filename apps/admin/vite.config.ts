import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [react(), tailwindcss()],
  build: {
    // An inlined file becomes a data: address, which our CSP does not allow for scripts and fonts.
    assetsInlineLimit: 0,
    sourcemap: true,
  },
  server: {
    // `npm run dev`: the page comes from Vite, everything else from the API beside it.
    proxy: Object.fromEntries(
      ['/api', '/health'].map((path) => [
        path,
        { target: process.env['PARLEY_API_ORIGIN'] ?? 'http://localhost:3000', changeOrigin: false },
      ]),
    ),
  },
});
