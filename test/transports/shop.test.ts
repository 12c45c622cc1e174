import { afterEach, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { SHOP_PATHS } from '../support/shop-page.js';

let app: TestApp | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const EMULATOR = 'http://127.0.0.1:4010';

async function start(env: Record<string, string>, shopEmulatorUrl?: string): Promise<TestApp> {
  app = await startApp({ env, overrides: shopEmulatorUrl === undefined ? {} : { shopEmulatorUrl } });
  return app;
}

describe('the demo shop', () => {
  test.each([
    ['/shop', `<script src="${EMULATOR}/scdk/2.0.0/scdk.js">`],
    ['/shop/react', `<meta name="scdk-url" content="${EMULATOR}/scdk/2.0.0/scdk.js" />`],
  ])('at %s loads the SDK of the emulator, and nothing from another host', async (address, sdk) => {
    const { url } = await start({ NODE_ENV: 'development' }, `${EMULATOR}/`);
    const page = await fetch(`${url}${address}`);
    const text = await page.text();
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(text).toContain(sdk);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`default-src 'none'; script-src 'self' ${EMULATOR};`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(new Set(policy.match(/https?:\/\/[^\s;]+/g))).toEqual(new Set([EMULATOR]));
    const files = [...text.matchAll(/(?:src|href)="(\/shop\/[^"]*assets\/[^"]+)"/g)].map(
      ([, path = '']) => path,
    );
    expect(files).toHaveLength(2);
    for (const path of files) expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 200]);
    for (const path of ['/assets/', '/assets/..%2findex.html', '/index.html', '/main.js', '/main.tsx'])
      expect([path, (await fetch(`${url}${address}${path}`)).status]).toEqual([path, 404]);
  });

  test('is refused under a foreign name and to pages of other sites', async () => {
    const { url } = await start({ NODE_ENV: 'development' }, EMULATOR);
    const headers = { origin: 'https://evil.example' };
    for (const path of SHOP_PATHS)
      expect([path, (await fetch(`${url}${path}`, { headers })).status]).toEqual([path, 403]);
  });

  test('is not there unless it is asked for', async () => {
    const { url } = await start({ NODE_ENV: 'development' });
    for (const path of SHOP_PATHS) expect([path, (await fetch(`${url}${path}`)).status]).toEqual([path, 404]);
  });
});
