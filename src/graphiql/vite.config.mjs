import { defineConfig } from 'vite';
import { licenceTexts } from '../../scripts/bundle/licence-texts.mjs';

/** Builds GraphiQL into plain files that Dwar serves itself: no inline script and no outside host. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/graphiql/',
  build: {
    outDir: '../../dist/graphiql',
    emptyOutDir: true,
    target: 'es2022',
    // Files stay files: a page whose policy allows scripts from its own host only can load them all.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5_000,
  },
  plugins: [licenceTexts()],
  worker: { format: 'es' },
  // Warnings are about directives inside packages.
  logLevel: 'error',
});
