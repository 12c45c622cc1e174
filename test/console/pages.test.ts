import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ConsoleApp, PRODUCTION, send, startConsole } from '../support/console.js';

const PAGE =
  '<!doctype html><meta name="nonce" content="%NONCE%"><script src="/console/assets/main-1a.js"></script>';
const SCRIPT = `export const text = '${'x'.repeat(5_000)}';`;

describe('the pages of the console', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-console-'));
  let app: ConsoleApp;
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), PAGE);
    writeFileSync(join(folder, 'icon.svg'), '<svg/>');
    writeFileSync(join(folder, 'secret.key'), 'no file of a page');
    writeFileSync(join(folder, 'assets/main-1a.js'), SCRIPT);
    writeFileSync(join(folder, 'assets/main-1a.js.br'), brotliCompressSync(SCRIPT));
    writeFileSync(join(folder, 'assets/main-1a.js.gz'), gzipSync(SCRIPT));
    app = await startConsole({ env: PRODUCTION, overrides: { consoleFolder: folder } });
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    send(app.consoleUrl, { path, headers });

  test.each(['/console', '/console/', '/console/orders', '/console/orders/T3JkZXI6YQ?status=OPEN'])(
    '%s is the page, with a nonce of its own that the policy names',
    async (path) => {
      const [first, second] = [await get(path), await get(path)];
      const nonceOf = (text: string) => /content="([\w+/=]{24})"/.exec(text)?.[1];
      expect(first.status).toBe(200);
      expect(first.headers['cache-control']).toBe('no-cache');
      expect(nonceOf(first.text)).toBeDefined();
      expect(nonceOf(first.text)).not.toBe(nonceOf(second.text));
      expect(first.headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; " +
          `style-src 'self' 'nonce-${nonceOf(first.text)}'; img-src 'self' data:; font-src 'self'; ` +
          "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
    },
  );

  test.each([
    ['br, gzip', 'br', brotliCompressSync(SCRIPT).length],
    ['gzip', 'gzip', gzipSync(SCRIPT).length],
    ['identity', undefined, SCRIPT.length],
  ])(
    'a script is sent to a browser that accepts %s as the build has packed it',
    async (accepted, encoding, size) => {
      const url = `${app.consoleUrl}/console/assets/main-1a.js`;
      const answer = await fetch(url, { headers: { 'accept-encoding': accepted } });
      expect(await answer.text()).toBe(SCRIPT);
      expect(answer.headers.get('content-encoding') ?? undefined).toBe(encoding);
      expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      if (encoding !== undefined) expect(Number(answer.headers.get('content-length'))).toBe(size);
    },
  );

  test('a file without its content in its name is asked for again each time', async () => {
    const { status, headers } = await get('/console/icon.svg');
    expect([status, headers['cache-control'], headers['content-type']]).toEqual([
      200,
      'no-cache',
      'image/svg+xml',
    ]);
  });

  test.each([
    '/console/assets/absent.js',
    '/console/index.html',
    '/console/secret.key',
    '/console/assets/main-1a.js.br',
    '/console/..%2f..%2fpackage.json',
    '/console/%2e%2e/%2e%2e/package.json',
  ])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('a page under another host than loopback is not served in development', async () => {
    const development = await startConsole({ overrides: { consoleFolder: folder } });
    const at = (host: string) => send(development.consoleUrl, { path: '/console/orders', headers: { host } });
    expect([(await at('rebound.test')).status, (await at('localhost')).status]).toEqual([421, 200]);
    expect((await send(development.url, { path: '/' })).headers.location).toBe('/console/');
    await development.close();
  });
});

test('a console that is not built answers how to build it', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'dwar-console-'));
  const app = await startConsole({ overrides: { consoleFolder: join(empty, 'absent') } });
  const answer = await send(app.consoleUrl, { path: '/console/orders' });
  expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('npm run build')]);
  expect((await send(app.consoleUrl, { path: '/console/assets/main.js' })).status).toBe(404);
  await app.close();
  rmSync(empty, { recursive: true, force: true });
});
