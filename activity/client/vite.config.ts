import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Excalidraw's own fonts, served by us: the board may load nothing from another origin. */
function boardFonts(): Plugin {
  const folder = fileURLToPath(new URL('../../node_modules/@excalidraw/excalidraw/dist/prod/fonts/', import.meta.url));
  return {
    name: 'board-fonts',
    apply: 'build',
    // Beside our address Excalidraw names one on another origin, at which browsers complain though it is never asked.
    transform(code, id) {
      return id.includes('@excalidraw/excalidraw')
        ? code.replaceAll('`https://esm.sh/', '`$' + '{location.origin}/excalidraw/')
        : null;
    },
    generateBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const fileName = `excalidraw/fonts/${relative(folder, path)}`;
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
      }
    },
  };
}

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), boardFonts()],
  // Excalidraw asks for it.
  define: { 'process.env.IS_PREACT': JSON.stringify('false') },
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
