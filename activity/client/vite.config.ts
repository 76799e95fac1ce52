import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
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

/** Compressed once, here, instead of for each visitor: what the web server finds beside a file it sends in its place. */
function compressed(): Plugin {
  let folder = '';
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6 };
  return {
    name: 'compressed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir, build.assetsDir);
    },
    async closeBundle() {
      const names = (await readdir(folder)).filter((name) => /\.(?:js|css|svg)$/.test(name));
      const write = async (name: string) => {
        const path = join(folder, name);
        const content = await readFile(path);
        await Promise.all([
          promisify(gzip)(content, { level: 9 }).then((small) => writeFile(`${path}.gz`, small)),
          promisify(brotliCompress)(content, { params }).then((small) => writeFile(`${path}.br`, small)),
        ]);
      };
      await Promise.all(names.map(write));
    },
  };
}

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), boardFonts(), compressed()],
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
