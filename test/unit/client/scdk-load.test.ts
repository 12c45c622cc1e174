import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { loadScDK } from '../../../packages/client/src/scdk/index.js';
import { chromiumPath, hasChromium, launchBrowser } from '../../support/browser.js';
import { requireOrSkip } from '../../support/requires.js';
import { projectRoot } from '../../support/source-files.js';

test('rejects on a server, and says where to call it', async () => {
  await expect(loadScDK()).rejects.toThrow(/needs a browser: call it in an effect or on a click/);
});

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

/** What the site serves as the SDK, by path. */
const SCRIPTS: Readonly<Record<string, string>> = {
  '/scdk.js': 'window.runs = (window.runs ?? 0) + 1; window.scDK = class scDK {};',
  '/other.js': 'window.somethingElse = true;',
  '/late.js': 'setTimeout(() => { window.scDK = class scDK {}; }, 120);',
};

describe('in a browser', () => {
  let browser: Browser;
  let url: string;
  let broken = false;
  const site = createServer((request, response) => {
    const path = request.url ?? '/';
    const csp = path === '/strict' ? "script-src 'self' 'nonce-good'" : undefined;
    if (csp !== undefined) response.setHeader('content-security-policy', csp);
    if (path.startsWith('/module.js'))
      return response.setHeader('content-type', 'text/javascript').end(module);
    const script = SCRIPTS[path];
    if (path === '/mend') broken = false;
    if (path === '/broken.js' && broken) return response.writeHead(503).end();
    if (script !== undefined || path === '/broken.js')
      return response.setHeader('content-type', 'text/javascript').end(script ?? SCRIPTS['/scdk.js']);
    return response
      .setHeader('content-type', 'text/html')
      .end('<!doctype html><link rel="icon" href="data:,">');
  });
  let module: string;

  beforeAll(async () => {
    if (!hasChromium) return;
    const input = join(projectRoot, 'packages/client/src/scdk/index.ts');
    const build = await rolldown({ input, platform: 'browser' });
    module = (await build.generate({ format: 'esm' })).output[0].code;
    await build.close();
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => site.close(resolve).closeAllConnections());
  });

  /** Runs an expression of `loadScDK` in a new page. */
  async function inPage(
    code: string,
    path = '/',
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<unknown> {
    const page = await browser.newPage();
    try {
      await page.goto(url + path);
      await prepare?.(page);
      return await page.evaluate(
        `(async () => { const { loadScDK } = await import('/module.js'); ${code} })()`,
      );
    } finally {
      await page.close();
    }
  }

  inBrowser('an import does nothing, and two calls run the script once', async () => {
    const seen = await inPage(`
      const before = document.scripts.length;
      const calls = [loadScDK({ url: '/scdk.js' }), loadScDK({ url: '/scdk.js' })];
      const classes = await Promise.all(calls);
      return [before, calls[0] === calls[1], classes[0] === window.scDK, window.runs, document.scripts.length];
    `);
    expect(seen).toEqual([0, true, true, 1, 1]);
  });

  inBrowser('a second copy of the module loads no second script', async () => {
    const seen = await inPage(`
      const copy = await import('/module.js?copy');
      await Promise.all([loadScDK({ url: '/scdk.js' }), copy.loadScDK({ url: '/scdk.js' })]);
      return window.runs;
    `);
    expect(seen).toBe(1);
  });

  inBrowser('a tag of the page itself is used', async () => {
    const tag = (page: Page) =>
      page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), { src: '/late.js' }))",
      );
    const code = "await loadScDK({ url: '/late.js' }); return [typeof window.scDK, document.scripts.length];";
    expect(await inPage(code, '/', tag)).toEqual(['function', 1]);
  });

  inBrowser('resolves only when the class is there, also if the script defines it late', async () => {
    const code = "return typeof (await loadScDK({ url: '/late.js' }));";
    expect(await inPage(code)).toBe('function');
  });

  inBrowser('a script that is not the SDK is refused after the deadline', async () => {
    const code =
      "return await loadScDK({ url: '/other.js', timeoutMs: 200 }).catch((error) => error.message);";
    expect(await inPage(code)).toMatch(/did not define window\.scDK within 200 ms\..*other\.js/);
  });

  inBrowser('a script that cannot be loaded is refused at once, and can be tried again', async () => {
    broken = true;
    const code = `
      const first = await loadScDK({ url: '/broken.js' }).catch((error) => error.message);
      await fetch('/mend');
      return [first, typeof (await loadScDK({ url: '/broken.js' }))];
    `;
    expect(await inPage(code)).toEqual([
      expect.stringMatching(/was not loaded\. Allow its host in script-src/),
      'function',
    ]);
  });

  inBrowser('a blocked script says what the policy needs; the nonce lets it run', async () => {
    const foreign = url.replace('127.0.0.1', 'localhost');
    const code = (nonce: string) =>
      `return await loadScDK({ url: '${foreign}/scdk.js', ${nonce} }).then(() => 'loaded', (error) => error.message);`;
    expect(await inPage(code(''), '/strict')).toMatch(/Content-Security-Policy \(or pass `nonce`\)/);
    expect(await inPage(code("nonce: 'good'"), '/strict')).toBe('loaded');
  });
});
