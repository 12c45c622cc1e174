import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** Builds the demo shop into plain files that stay readable in the browser: no inline script. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/shop/',
  resolve: {
    // As a partner's page imports it from the package.
    alias: {
      '@dwar/client/event-stream': resolve(
        import.meta.dirname,
        '../../packages/client/src/event-stream/index.ts',
      ),
    },
  },
  build: {
    outDir: '../../dist/shop',
    emptyOutDir: true,
    target: 'es2022',
    minify: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  logLevel: 'error',
});
