import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import type { Browser } from 'playwright-core';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { type BuyPage, openBuyPage } from '../support/buy-page.js';
import { CREATE_TRANSACTION } from '../support/documents.js';
import { controlOf } from '../support/emulator.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { requireOrSkip } from '../support/requires.js';
import { overlayOf } from '../support/scdk-stage.js';
import { listFiles, projectRoot, readProjectFile } from '../support/source-files.js';
import { type StaticSite, startStaticSite } from '../support/static-site.js';

/** Checks, builds and runs the projects of `examples` with the packages of this repository. */

const WITHOUT_FRAMEWORK = ['fetch', 'apollo', 'urql', 'relay'];
const EXAMPLES = [...WITHOUT_FRAMEWORK, 'react'];
/** They have packages of their own, which `npm run test:examples` installs: see `test/examples`. */
const APART = ['next', 'react-native'];
const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);
const run = promisify(execFile);

let site: StaticSite;
let dev: BuiltDev;
let browser: Browser;
const builds = new Map<string, Promise<unknown>>();

beforeAll(async () => {
  site = await startStaticSite();
  dev = await startBuiltDev({ env: { CORS_ORIGINS: site.origin } });
  if (hasChromium) browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  await site?.close();
});

/** Runs a script of an example as its developer would. */
function runScript(example: string, script: string, ...args: readonly string[]) {
  return run('npm', ['run', script, '--', ...args], {
    cwd: join(projectRoot, 'examples', example),
    env: {
      ...process.env,
      VITE_DWAR_URL: `${dev.url}/graphql`,
      VITE_SCDK_URL: `${dev.emulatorUrl}/scdk/2.0.0/scdk.js`,
    },
  });
}

/** Builds an example into the site, once. */
function build(example: string): Promise<unknown> {
  const known = builds.get(example);
  if (known !== undefined) return known;
  const args = ['--outDir', join(site.folder, example), '--base', `/${example}/`];
  const building = runScript(example, 'build', ...args);
  builds.set(example, building);
  return building;
}

/** Opens an example as a viewer of its own, and closes it after the test. */
async function visit(example: string, work: (page: BuyPage, token: string) => Promise<void>): Promise<void> {
  await build(example);
  const token = await dev.tokenOf(randomUUID());
  const page = await openBuyPage(browser, `${site.origin}/${example}/#token=${token}`);
  try {
    await work(page, token);
    expect(page.record.problems).toEqual([]);
  } finally {
    await page.page.context().close();
  }
}

/** The same user buys two shares on another device. */
async function buyElsewhere(token: string): Promise<void> {
  const { createTransaction: created } = await new GraphqlClient(dev.url, token).ask(CREATE_TRANSACTION, {
    input: {
      idempotencyKey: randomUUID(),
      intent: 'TRANSACTION',
      securities: [{ ticker: 'TCS', quantity: 2, side: 'BUY' }],
    },
  });
  if (created?.__typename !== 'Transaction') throw new Error(JSON.stringify(created));
  const part = { broker: 'kite', token: 'lep-ok' };
  expect(await controlOf(dev.emulatorUrl).complete(created.gatewayTransactionId, part)).toMatchObject({
    ok: true,
  });
}

describe.each(EXAMPLES)('the example %s', (example) => {
  test('passes the check of its types', async () => {
    await runScript(example, 'check');
  });

  test('is built by Vite', async () => {
    await build(example);
    expect((await fetch(`${site.origin}/${example}/`)).status).toBe(200);
  });

  inBrowser('buys a share, and lists the order until it is filled', async () => {
    await visit(example, async (page) => {
      await page.buy();
      await page.says('Bought.');
      await page.lists('BUY 1 of 1 INFY: COMPLETED');
    });
  });

  inBrowser('says that a rejected order was not filled', async () => {
    await visit(example, async (page) => {
      await page.buy('lep-reject');
      await page.says('Not all was bought.');
      await page.lists('BUY 0 of 1 INFY: UNFILLED');
    });
  });

  inBrowser('says that nothing was ordered when the user leaves', async () => {
    await visit(example, async (page) => {
      await page.page.getByRole('button', { name: 'Buy 1 INFY' }).click();
      await overlayOf(page.page).close();
      await page.says('Nothing was ordered.');
      await page.lists();
    });
  });

  inBrowser('lists an order of another device without a reload, and the same after one', async () => {
    await visit(example, async (page, token) => {
      await buyElsewhere(token);
      await page.lists('BUY 2 of 2 TCS: COMPLETED');
      await page.page.reload();
      await page.lists('BUY 2 of 2 TCS: COMPLETED');
      await page.buy();
      await page.lists('BUY 1 of 1 INFY: COMPLETED', 'BUY 2 of 2 TCS: COMPLETED');
    });
  });
});

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const readManifest = (path: string) => JSON.parse(readProjectFile(path)) as Manifest;

describe('the files of the examples', () => {
  test('belong to an example that is run here, or by a test of its own', () => {
    const folders = new Set(listFiles('examples').map((file) => file.split('/')[0]));
    expect(folders).toEqual(new Set([...EXAMPLES, ...APART, 'README.md']));
    expect(listFiles('test/examples')).toEqual(
      expect.arrayContaining(APART.map((name) => `${name}.test.ts`)),
    );
  });

  test.each(['index.html', 'tsconfig.json', 'src/buy.ts', 'src/list.ts'])(
    'have the same %s in each without a framework',
    (file) => {
      const texts = WITHOUT_FRAMEWORK.map((example) => readProjectFile(`examples/${example}/${file}`));
      expect(new Set(texts).size).toBe(1);
    },
  );

  test.each(['.env.development', 'src/dwar.ts'])('have the same %s in each', (file) => {
    const texts = EXAMPLES.map((example) => readProjectFile(`examples/${example}/${file}`));
    expect(new Set(texts).size).toBe(1);
  });

  test.each(EXAMPLES)('name the versions of packages that %s is run with here', (example) => {
    const own = readManifest(`examples/${example}/package.json`);
    const { dependencies, devDependencies } = readManifest('package.json');
    const present: Readonly<Record<string, string>> = {
      ...dependencies,
      ...devDependencies,
      '@dwar/client': 'file:../../packages/client',
      '@dwar/react': 'file:../../packages/react',
      // Its output is kept in the repository, so it is not installed here.
      'relay-compiler': devDependencies['relay-runtime'] ?? '',
    };
    for (const [name, range] of Object.entries({ ...own.dependencies, ...own.devDependencies }))
      expect([name, range]).toEqual([name, present[name]]);
  });

  test.each(APART)('name in the lock file of %s no place to download from', (example) => {
    const lock = JSON.parse(readProjectFile(`examples/${example}/package-lock.json`)) as {
      readonly packages: Readonly<Record<string, { readonly resolved?: string }>>;
    };
    const resolved = Object.values(lock.packages).flatMap((entry) => entry.resolved ?? []);
    expect(resolved).toEqual(['file:../../packages/client', 'file:../../packages/react']);
  });

  test.each(APART)('name in %s the versions of packages that Dwar is tested with', (example) => {
    const { dependencies } = readManifest(`examples/${example}/package.json`);
    const own = readManifest('package.json');
    for (const name of ['@tanstack/react-query', 'graphql', 'graphql-ws'])
      expect([name, dependencies[name]]).toEqual([name, own.dependencies[name] ?? own.devDependencies[name]]);
  });

  test('hold what the compiler of Relay makes of its documents', () => {
    const source = readProjectFile('examples/relay/src/orders.ts');
    const documents = [...source.matchAll(/graphql`(\s*(?:query|subscription) (\w+)[^`]*)`/g)];
    expect(documents).toHaveLength(2);
    for (const [, text = '', name] of documents) {
      const [, hash] =
        /\.hash = "(\w+)"/.exec(readProjectFile(`examples/relay/src/generated/${name}.graphql.ts`)) ?? [];
      expect([name, hash]).toEqual([
        name,
        createHash('md5')
          .update(print(parse(text)))
          .digest('hex'),
      ]);
    }
  });
});
