import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { openBuyPage } from '../support/buy-page.js';
import { blockNames, blockOf, CommandFolder } from '../support/doc-commands.js';
import { requireOrSkip } from '../support/requires.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';

/** Follows docs/front-end.md from an empty folder, as written except for the ports and for `npm install`. */

const page = readProjectFile('docs/front-end.md');
const files = blockNames(page, 'file');
const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

let folder: CommandFolder;
let dev: BuiltDev;
let browser: Browser;
let port: number;

/** Unpacks the packed client, and links each other package to the one that is installed here. */
const INSTALL = `
set -e
if [ "$1" != install ]; then PATH='${process.env.PATH}' exec npm "$@"; fi
shift
mkdir -p node_modules/@dwar/client
for name; do
  case "$name" in
    *.tgz) tar -xzf "$name" -C node_modules/@dwar/client --strip-components 1 ;;
    *) test -d '${projectRoot}'/node_modules/"$name"; ln -s '${projectRoot}'/node_modules/"$name" node_modules/"$name" ;;
  esac
done`;

const NPX = `
name="$1"
shift
case "$name" in
  dwar) exec '${process.execPath}' '${join(projectRoot, 'bin/dwar.mjs')}' "$@" ;;
  vite) exec '${process.execPath}' node_modules/vite/bin/vite.js "$@" ;;
esac
exit 1`;

beforeAll(async () => {
  port = await findPort();
  folder = new CommandFolder();
  folder.command('npm', INSTALL);
  folder.command('npx', NPX);
  const dwar = join(folder.path, 'dwar');
  mkdirSync(dwar);
  for (const name of ['packages', 'examples']) symlinkSync(join(projectRoot, name), join(dwar, name));
  const [, origins = 'none'] = /CORS_ORIGINS=(\S+)/.exec(blockOf(page, 'example', 'dev')) ?? [];
  const CORS_ORIGINS = origins.replace('5173', String(port));
  dev = await startBuiltDev({ dataDir: join(dwar, 'data'), env: { CORS_ORIGINS } });
  if (hasChromium) browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  folder?.remove();
});

/** A port that was free a moment ago. */
async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: found } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return found;
}

function block(kind: string, name: string): string {
  return blockOf(page, kind, name)
    .replaceAll('127.0.0.1:4000', new URL(dev.url).host)
    .replaceAll('127.0.0.1:4010', new URL(dev.emulatorUrl).host)
    .replaceAll('5173', String(port));
}

describe('docs/front-end.md', () => {
  inBrowser('leads from an empty folder to a share that is bought', async () => {
    await folder.run(block('example', 'install'));
    for (const name of files) writeFileSync(join(folder.path, 'buy-button', name), block('file', name));
    await folder.follow(
      block('example', 'start'),
      async (sees) => {
        await sees(/ready in/);
        const link = await folder.run(block('example', 'link'), 'buy-button');
        const shop = await openBuyPage(browser, link.trim());
        await shop.buy();
        await shop.says('Bought.');
        await shop.lists('BUY 1 of 1 INFY: COMPLETED');
        expect(shop.record.problems).toEqual([]);
        await shop.page.context().close();
      },
      'buy-button',
    );
  });

  test('shows the files of the example as they are', () => {
    expect(files).toEqual(['index.html', '.env.development', 'src/dwar.ts', 'src/buy.ts']);
    for (const name of files)
      expect([name, `${blockOf(page, 'file', name)}\n`]).toEqual([
        name,
        readProjectFile(`examples/fetch/${name}`),
      ]);
  });

  test('quotes each example as it is', () => {
    const quoted = blockNames(page, 'from');
    expect(quoted).toHaveLength(9);
    for (const name of quoted) expect(readProjectFile(name)).toContain(blockOf(page, 'from', name));
  });
});
