import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { transformSync } from '@swc/core';
import type { FunctionComponent } from 'react';
import { WebSocket } from 'ws';
import { startApp, type TestApp } from '../support/app.js';
import { BuiltPackage } from '../support/built-package.js';
import { REACT_VERSIONS } from '../support/react-site.js';
import { projectRoot } from '../support/source-files.js';
import { emulatedSdk } from './client-trade-kit.js';
import { ReactApp, shows } from './react-kit.js';

const readme = readFileSync(join(projectRoot, 'packages/react/README.md'), 'utf8');

/** A file that README.md has the reader write. */
function example(name: string): string {
  const [, text] =
    new RegExp(`<!-- example: ${name} -->\\s+\`\`\`\\w+\\n([\\s\\S]*?)\\n\`\`\``).exec(readme) ?? [];
  if (text === undefined) throw new Error(`README.md has no example ${name}`);
  return text;
}

const FILES = { dwar: 'ts', 'buy-button': 'tsx', app: 'tsx' } as const;

let server: TestApp;
/** Its script is loaded once for a page. */
let script: ReturnType<typeof emulatedSdk>;
beforeAll(async () => {
  server = await startApp();
  script = emulatedSdk(server);
});
afterAll(() => server.close());

test('the files of the README compile, with the libraries checked', async () => {
  const built = new BuiltPackage('react');
  built.link(
    '@dwar/client',
    '@tanstack/react-query',
    '@tanstack/query-core',
    'react',
    '@types/react',
    'csstype',
  );
  writeFileSync(
    join(built.site, 'session.ts'),
    'export const sessionToken = async (): Promise<string> => "x";',
  );
  const modules = Object.entries(FILES).map(([name, extension]) => [`${name}.${extension}`, example(name)]);
  const messages = await built.compile(Object.fromEntries(modules));
  expect([...messages]).toEqual(modules.map(([name]) => [name, '']));
  built.close();
});

describe.each(REACT_VERSIONS)('the buy button of the README on React %s', (version) => {
  let app: ReactApp;
  beforeAll(() => {
    app = new ReactApp(server, version);
  });
  afterAll(() => app.close());

  /** The modules of the files, as the bundler of an app loads them. */
  function load() {
    const { folder } = app.site;
    for (const [name, extension] of Object.entries(FILES)) {
      const text = example(name).replace('http://127.0.0.1:4000', server.url);
      const { code } = transformSync(text, {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: extension === 'tsx' },
          transform: { react: { runtime: 'automatic' } },
        },
      });
      writeFileSync(join(folder, `${name}.js`), code);
    }
    const session = `exports.sessionToken = async () => globalThis.sessionTokenOfTest();`;
    writeFileSync(join(folder, 'session.js'), session);
    return createRequire(join(folder, 'index.js'))('./app') as { readonly App: FunctionComponent };
  }

  test('buys: from the press to the order in the list', async () => {
    const { scDK, triggered } = script;
    const before = triggered.length;
    Object.assign(globalThis, {
      scDK,
      WebSocket: globalThis.WebSocket ?? WebSocket,
      sessionTokenOfTest: () => server.token(`readme-${version}`),
    });
    const { App } = load();
    const { createElement, StrictMode } = app.site.react;
    const page = app.render(createElement(StrictMode, null, createElement(App)));
    await shows(page, 'Buy 2 INFY');
    page.querySelector('button')?.click();
    await shows(page, /^Buy 2 INFY2 INFY COMPLETED ₹[\d,]+\.\d\d$/);
    expect(triggered.length - before).toBe(1);
  });
});
