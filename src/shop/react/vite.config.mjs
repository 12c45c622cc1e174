import { defineConfig } from 'vite';
import { licenceTexts } from '../../../scripts/bundle/licence-texts.mjs';

/** Builds the demo shop in React into plain files: no inline script. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/shop/react/',
  build: {
    outDir: '../../../dist/shop/react',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  plugins: [licenceTexts()],
  // Warnings are about directives inside packages.
  logLevel: 'error',
});
