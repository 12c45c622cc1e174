/** `npm run build:react`: builds `@dwar/react` into `packages/react/dist`, as `build-client.mjs` does with its package. */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildLibrary } from './bundle/library.mjs';

const folder = resolve(import.meta.dirname, '..', 'packages', 'react');
const dist = join(folder, 'dist');

const entries = ['index', 'queries/index'];
await buildLibrary({ folder, config: 'tsconfig.json', entries, dist, formats: ['esm', 'cjs'] });
// The time of this file says when the build ended; see build-if-needed.mjs.
writeFileSync(join(dist, '.built'), '');
