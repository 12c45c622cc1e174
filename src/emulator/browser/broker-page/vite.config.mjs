import { defineConfig } from 'vite';

/** Builds the emulator's pages into plain files with fixed names: no inline script and no outside host. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/broker/',
  build: {
    outDir: '../../../../dist/emulator/broker-page',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: { entryFileNames: 'assets/page.js', assetFileNames: 'assets/page[extname]' },
    },
  },
  logLevel: 'error',
});
