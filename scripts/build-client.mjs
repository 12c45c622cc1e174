/**
 * `npm run build:client`: builds `@dwar/client` into `packages/client/dist`, as ES modules and as CommonJS. Each module
 * stays a file, so that the bundler of an app decides what to keep. `rolldown` writes the code and `tsc` the types.
 */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildLibrary } from './bundle/library.mjs';

const folder = resolve(import.meta.dirname, '..', 'packages', 'client');
const dist = join(folder, 'dist');

/** The entries that package.json exports. */
const ENTRIES = [
  'index',
  ...['apollo', 'urql', 'relay', 'event-stream', 'scdk', 'react-native'].map((name) => `${name}/index`),
];

/** Ids and texts of the documents of this package, for a server that takes known documents only. */
const MANIFEST = 'persisted-documents.json';

await buildLibrary({ folder, config: 'tsconfig.json', entries: ENTRIES, dist, formats: ['esm', 'cjs'] });
copyFileSync(join(folder, 'src', 'generated', MANIFEST), join(dist, MANIFEST));
// The time of this file says when the build ended; see build-if-needed.mjs.
writeFileSync(join(dist, '.built'), '');
