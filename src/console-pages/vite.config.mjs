import { defineConfig } from 'vite';
import { compressedFiles } from '../../scripts/bundle/compressed-files.mjs';
import { documentationPages } from '../../scripts/bundle/documentation.mjs';
import { readGuarantees } from '../../scripts/bundle/guarantees.mjs';
import { licenceTexts } from '../../scripts/bundle/licence-texts.mjs';

/** Builds the console into plain files, each also compressed: no inline script and no outside host. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  define: { GUARANTEES: JSON.stringify(readGuarantees()) },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // Files stay files: the page's policy allows scripts and pictures of its own host only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
  },
  plugins: [licenceTexts(), documentationPages(), compressedFiles()],
  // Warnings are about directives inside packages.
  logLevel: 'error',
});
