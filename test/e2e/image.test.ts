import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { signViewerToken } from '../../src/cli/dev/viewer-token.js';
import { ORDER_IDS } from '../support/documents.js';
import { findFreePort } from '../support/gateway-process.js';
import { canIsolate, ImageFiles } from '../support/image.js';
import { postOperation } from '../support/post-operation.js';
import { requireOrSkip } from '../support/requires.js';

/** Makes the files of the image by the steps of the Dockerfile, and runs them as a container does. */

const testIsolated = requireOrSkip('the right to make mount namespaces (root)', canIsolate());
const READY_WITHIN_MS = 60_000;

const AUTH = { secret: 'image-test-session-secret-0123456789abcdef', issuer: 'image-test', audience: 'dwar' };
/** It needs no Gateway: nothing is read there before there is a transaction. */
const env = {
  NODE_ENV: 'production',
  GATEWAY_NAME: 'image-test',
  GATEWAY_SECRET: 'image-test-gateway-secret-0123456789abcdef',
  GATEWAY_API_SECRET: 'image-test-api-secret-0123456789abcdef',
  GATEWAY_URL: 'https://127.0.0.1:9',
  AUTH_JWT_SECRET: AUTH.secret,
  AUTH_ISSUER: AUTH.issuer,
  AUTH_AUDIENCE: AUTH.audience,
  HOST: '127.0.0.1',
  OPS_PORT: '0',
};

const image = new ImageFiles();
beforeAll(async () => {
  if (canIsolate()) await image.make();
}, 300_000);
afterAll(() => image.remove());

/** Starts the command of the image and waits until it is ready. */
async function serve(port: number) {
  const child = image.start(image.command('CMD'), { ...env, PORT: String(port) });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const closed = new Promise<number | null>((settle) => void child.once('close', settle));
  const url = `http://127.0.0.1:${port}`;
  for (const giveUpAt = Date.now() + READY_WITHIN_MS; ; await delay(50)) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.status === 200) break;
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error(`not ready:\n${output}`);
  }
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      return [await closed, output] as const;
    },
  };
}

describe('the image', () => {
  testIsolated('serves as another user than root, with every file read-only but its ledger', async () => {
    const port = await findFreePort();
    const server = await serve(port);
    const { token } = await signViewerToken({ ...AUTH, viewer: 'alice', ttlSeconds: 60 });
    const body = JSON.stringify({ query: ORDER_IDS.toString() });
    const answer = await postOperation(server.url, token, body);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      200,
      { data: { orders: { edges: [] } } },
    ]);
    expect(statSync(`/proc/${server.pid}`).uid).toBe(1_000);
    const healthy = await image.run(image.command('HEALTHCHECK'), { PORT: String(port) });
    expect(healthy).toEqual({ code: 0, output: '' });
    const [code, output] = await server.stop();
    expect([code, output]).toEqual([0, output]);
    expect(readdirSync(join(image.app, 'data'))).toContain('dwar.db');
    expect(await image.run(image.command('HEALTHCHECK'), { PORT: String(port) })).toMatchObject({ code: 1 });
  });

  testIsolated('says what is wrong where it cannot write its ledger', async () => {
    const { code, output } = await image.run(image.command('CMD'), { ...env, PORT: '0' }, false);
    expect(code).not.toBe(0);
    expect(output).toMatch(/readonly|read-only|EROFS/i);
  });

  testIsolated('lets its user write nowhere else', async () => {
    for (const path of ['.', 'dist', 'node_modules', '/tmp', '/etc']) {
      const script = `require('node:fs').writeFileSync(${JSON.stringify(join(path, 'x'))}, '')`;
      const { code, output } = await image.run(['node', '-e', script], {});
      expect([path, code, /E(?:ROFS|ACCES)/.test(output)]).toEqual([path, 1, true]);
    }
    const { code } = await image.run(['node', '-e', "require('node:fs').writeFileSync('data/x', '')"], {});
    expect(code).toBe(0);
  });

  testIsolated('has every command, and neither sources nor packages of development', async () => {
    const { code, output } = await image.run(['node', 'dist/main.js', '--help'], {});
    expect([code, output]).toEqual([0, expect.stringContaining('migrate')]);
    expect(readdirSync(image.app).sort()).toEqual([
      'LICENSE',
      'data',
      'dist',
      'node_modules',
      'package.json',
      'schema',
    ]);
    const packages = readdirSync(join(image.app, 'node_modules'));
    expect(packages).toEqual(expect.arrayContaining(['libsql', 'fastify']));
    expect(packages.filter((name) => /^(?:jest|typescript|react|vite|@dwar)$/.test(name))).toEqual([]);
  });
});
