import { defineConfig } from 'vite';

/** Builds the stand-in for the browser SDK into one classic script, for the browsers that the real one supports. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../../../../dist/emulator/scdk',
    emptyOutDir: true,
    target: 'es2018',
    lib: { entry: 'main.ts', formats: ['iife'], name: 'dwarStandIn', fileName: () => 'scdk.js' },
  },
  logLevel: 'error',
});
