import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './source-files.js';

export type ReactVersion = '19' | '18.2';
export const REACT_VERSIONS: readonly ReactVersion[] = ['19', '18.2'];

/** The modules of an app, as it gets them from its own `node_modules`. */
export interface ReactSite {
  readonly react: typeof import('react');
  readonly browser: typeof import('react-dom/client');
  readonly server: typeof import('react-dom/server');
  readonly query: typeof import('@tanstack/react-query');
  readonly client: typeof import('../../packages/client/src/index.js');
  readonly dwar: typeof import('../../packages/react/src/index.js');
  readonly queries: typeof import('../../packages/react/src/queries/index.js');
  /** The folder whose `node_modules` they are in. */
  readonly folder: string;
}

const modules = join(projectRoot, 'node_modules');

/** Where the packages of an app with a version of React are, by their names. */
const packagesOf = (version: ReactVersion): Readonly<Record<string, string>> => ({
  react: version === '19' ? 'react' : 'react-18',
  'react-dom': version === '19' ? 'react-dom' : 'react-dom-18',
  ...(version === '19' && { scheduler: 'scheduler' }),
  '@tanstack/react-query': '@tanstack/react-query',
  '@tanstack/query-core': '@tanstack/query-core',
});

/**
 * Makes the folder of an app with the built packages and its own copy of React, and loads them. React and TanStack
 * decide when they are loaded whether they run in a browser: that is where `window` is a global.
 */
export function openSite(version: ReactVersion): ReactSite & { close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-react-'));
  const target = (name: string) => join(folder, 'node_modules', name);
  for (const [name, source] of Object.entries(packagesOf(version))) {
    const isCode = (path: string) => !/[\\/](?:src|umd|codemods)$|\.map$/.test(path);
    cpSync(join(modules, source), target(name), { recursive: true, filter: isCode });
  }
  mkdirSync(target('@dwar'), { recursive: true });
  for (const part of ['package.json', 'dist'])
    cpSync(join(projectRoot, 'packages/react', part), join(target('@dwar/react'), part), { recursive: true });
  // It imports no React, and finds its own peers from where it really is.
  symlinkSync(join(projectRoot, 'packages/client'), target('@dwar/client'));
  writeFileSync(join(folder, 'package.json'), '{}');
  const load = createRequire(join(folder, 'app.js'));
  return {
    react: load('react'),
    browser: load('react-dom/client'),
    server: load('react-dom/server'),
    query: load('@tanstack/react-query'),
    client: load('@dwar/client'),
    dwar: load('@dwar/react'),
    queries: load('@dwar/react/queries'),
    folder,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
