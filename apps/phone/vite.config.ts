import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const simulator = process.env['PARLEY_SIMULATOR_ORIGIN'] ?? 'http://localhost:4000';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // Our CSP allows fonts and pictures from our own origin only: nothing may become a data: address.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  // Development only: the page reloads hot, the simulator answers. Built, the simulator serves the page itself.
  server: { host: '127.0.0.1', proxy: { '/control': simulator } },
});
