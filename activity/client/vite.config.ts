import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    // Everything is a file of our own origin, so the pages run under `default-src 'self'`: no data: addresses, no
    // inline preload script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    // `/playground` is a page; what lies under it are endpoints.
    proxy: { '^/playground/': server, '/auth': server },
  },
});
