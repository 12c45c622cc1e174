import { statSync } from 'node:fs';

/** Files of ours are less deep below the top folder, in the sources and in the build. */
const MAX_DEPTH = 4;

/**
 * The top folder of the package. A file is at another depth below it in `src`, which tests run, than in
 * `dist`.
 */
export const PACKAGE_ROOT: URL = findRoot();

/** Looks with the rights of the process that loaded this file; `existsSync` asks about those of its user. */
function findRoot(): URL {
  let folder = new URL('./', import.meta.url);
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    if (statSync(new URL('package.json', folder), { throwIfNoEntry: false }) !== undefined) return folder;
    folder = new URL('../', folder);
  }
  throw new Error('the package is incomplete: there is no package.json above its code');
}
