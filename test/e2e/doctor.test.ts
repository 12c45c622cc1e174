import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BuiltDev, runBuilt, startBuiltDev } from '../support/built-dev.js';
import { type ConnectProxy, startConnectProxy } from '../support/connect-proxy.js';
import { startEmulator, TEST_KEYS, type TestEmulator } from '../support/emulator.js';
import { requireOrSkip } from '../support/requires.js';

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'dwar-doctor-'));
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('dwar doctor, where no variable is set', () => {
  const doctor = (args: readonly string[] = [], env = {}, input = '') =>
    runBuilt(['doctor', ...args], env, { cwd: home, input });
  let dev: BuiltDev;

  test('and `dwar dev` has never run reports the missing variables', async () => {
    const { code, stdout } = await doctor();
    expect([code, stdout.match(/is missing/g)?.length]).toEqual([1, 6]);
  });

  test('and `dwar dev` runs checks that instance', async () => {
    dev = await startBuiltDev({ dataDir: join(home, 'data') });
    const { code, stdout, stderr } = await doctor();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`the dev instance of ./data is ready at ${dev.url}`);
    expect(stdout).not.toMatch(/FAIL|missing/);
  });

  test('says whether a token of that instance is accepted', async () => {
    const { code, stdout } = await doctor(['--token', '-'], {}, `${dev.token}\n`);
    expect([code, stdout]).toEqual([0, expect.stringContaining('is accepted until')]);
    expect(stdout).not.toContain(dev.token);
  });

  test('leaves the dev instance alone once a variable of another one is set', async () => {
    const { code, stdout } = await doctor([], { GATEWAY_NAME: 'acme' });
    expect([code, stdout.match(/is missing/g)?.length]).toEqual([1, 5]);
  });

  test('leaves the dev instance alone in production', async () => {
    const { code, stdout } = await doctor([], { NODE_ENV: 'production' });
    expect([code, stdout.match(/is missing/g)?.length]).toEqual([1, 6]);
  });

  test.each<[string, NodeJS.Signals]>([
    ['was killed', 'SIGKILL'],
    ['was stopped', 'SIGTERM'],
  ])('checks what there is of an instance that %s', async (_how, signal) => {
    await dev.stop(signal);
    const { code, stdout } = await doctor();
    expect([code, stdout]).toEqual([0, expect.stringContaining('the dev instance of ./data is not running')]);
    expect(stdout).not.toMatch(/FAIL|missing/);
    dev = await startBuiltDev({ dataDir: join(home, 'data') });
  });

  afterAll(async () => {
    await dev?.stop();
  });
});

describe('dwar doctor behind a proxy', () => {
  const PASSWORD = 'kanari';
  let emulator: TestEmulator;
  let proxy: ConnectProxy;
  let front: Server;
  let port: number;

  beforeEach(async () => {
    emulator = await startEmulator();
    proxy = await startConnectProxy();
    proxy.credentials = `dwar:${PASSWORD}`;
    const certificate = join(home, 'certificate.pem');
    const key = join(home, 'key.pem');
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
        .concat(['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'])
        .concat(['-keyout', key, '-out', certificate]),
      { stdio: 'ignore' },
    );
    front = createServer(
      { cert: readFileSync(certificate), key: readFileSync(key) },
      (incoming, outgoing) => {
        if (incoming.url === '/jwks') return outgoing.end('{"keys":[{"kty":"EC"}]}');
        const { method, url, headers } = incoming;
        const onward = httpRequest(`${emulator.url}${url}`, { method, headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
          answer.pipe(outgoing);
        });
        incoming.pipe(onward);
      },
    );
    await new Promise<void>((resolve) => front.listen(0, 'localhost', resolve));
    port = (front.address() as AddressInfo).port;
  });

  afterEach(async () => {
    front.closeAllConnections();
    await new Promise((resolve) => front.close(resolve));
    await proxy.close();
    await emulator.close();
  });

  const doctor = (env: Record<string, string> = {}) =>
    runBuilt(['doctor'], {
      NODE_ENV: 'test',
      GATEWAY_NAME: TEST_KEYS.gatewayName,
      GATEWAY_SECRET: TEST_KEYS.secret,
      GATEWAY_API_SECRET: TEST_KEYS.apiSecret,
      GATEWAY_URL: `https://localhost:${port}`,
      AUTH_JWKS_URL: `https://localhost:${port}/jwks`,
      AUTH_ISSUER: 'me',
      AUTH_AUDIENCE: 'dwar',
      DATABASE_URL: `sqlite:${join(home, 'proxied.db')}`,
      HTTPS_PROXY: `http://dwar:${PASSWORD}@127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: join(home, 'certificate.pem'),
      ...env,
    });

  const hasOpenssl = (() => {
    try {
      execFileSync('openssl', ['version']);
      return true;
    } catch {
      return false;
    }
  })();
  const withOpenssl = requireOrSkip('openssl', hasOpenssl);

  withOpenssl('reaches Gateway and the key set over TLS through it, and hides its password', async () => {
    const { code, stdout, stderr } = await doctor();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/ok +upstream/);
    expect(stdout).toMatch(/ok +jwks/);
    const shown = `http://[hidden]@127.0.0.1:${proxy.port}`;
    expect(stdout).toContain(`Gateway through ${shown}, the key set through ${shown}`);
    expect(stdout).not.toContain(PASSWORD);
    expect(new Set(proxy.targets)).toEqual(new Set([`localhost:${port}`]));
  });

  withOpenssl('goes past it for what NO_PROXY exempts', async () => {
    const { code, stdout } = await doctor({ NO_PROXY: 'localhost' });
    expect([code, proxy.targets]).toEqual([0, []]);
    expect(stdout).toContain('Gateway directly, the key set directly');
  });

  withOpenssl('names its refusal, and not its password', async () => {
    proxy.credentials = 'dwar:another';
    const { code, stdout, stderr } = await doctor();
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL +upstream .*PROXY_407/);
    expect(stdout).toMatch(/FAIL +jwks .*the proxy answered 407/);
    expect(stdout + stderr).not.toContain(PASSWORD);
  });
});
