import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { post, type PostOptions } from '../../../src/outgoing-webhooks/post.js';

const seen: IncomingMessage[] = [];
let server: Server;
let port: number;

beforeAll(async () => {
  server = createHttpServer((request, answer) => {
    seen.push(request);
    if (request.url === '/hang') return;
    if (request.url === '/pause') answer.writeHead(429, { 'retry-after': '30' });
    request.resume();
    answer.end();
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function options(url: string, changes: Partial<PostOptions> = {}): PostOptions {
  return {
    url: new URL(url),
    headers: { 'webhook-id': 'msg_1' },
    body: '{}',
    rules: { isDevelopment: true, networks: [] },
    resolve: async () => ['127.0.0.1'],
    agents: { http: new HttpAgent(), https: new HttpsAgent() },
    timeoutMs: 2_000,
    closing: new AbortController().signal,
    ...changes,
  };
}

describe('an attempt', () => {
  test('connects to the address that was checked, and to no other that the name has later', async () => {
    const addresses = ['127.0.0.1', '10.0.0.1'];
    let calls = 0;
    const resolve = async () => [addresses[calls++] ?? '10.0.0.1'];
    // The system knows no such name: only the checked address can be connected to.
    const sent = await post(options(`http://rebound.invalid:${port}/hooks?a=1`, { resolve }));
    expect([sent.outcome, calls]).toEqual(['delivered', 1]);
    expect(seen.at(-1)).toMatchObject({ url: '/hooks?a=1', method: 'POST' });
    expect(seen.at(-1)?.headers).toMatchObject({
      host: `rebound.invalid:${port}`,
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
    });
    const second = await post(options(`http://rebound.invalid:${port}/`, { resolve }));
    expect(second).toMatchObject({ outcome: 'forbidden', problem: expect.stringContaining('10.0.0.1') });
  });

  test('sends nothing to a forbidden address', async () => {
    const before = seen.length;
    const rules = { isDevelopment: false, networks: [] };
    expect(await post(options(`http://127.0.0.1:${port}/`, { rules }))).toMatchObject({
      outcome: 'forbidden',
    });
    expect(await post(options(`http://[::ffff:127.0.0.1]:${port}/`, { rules }))).toMatchObject({
      outcome: 'forbidden',
    });
    expect(seen.length).toBe(before);
  });

  test('ends in time where a connection, a handshake or a resolver hangs', async () => {
    const hanging = createTcpServer(() => {});
    await new Promise<void>((settle) => hanging.listen(0, '127.0.0.1', settle));
    const silent = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/`;
    const timeoutMs = 100;
    const attempts = [
      post(options(`http://127.0.0.1:${port}/hang`, { timeoutMs })),
      post(options(silent, { timeoutMs })),
      post(options(silent.replace('http:', 'https:'), { timeoutMs })),
      post(options('http://slow.invalid/', { timeoutMs, resolve: () => new Promise(() => {}) })),
    ];
    for (const attempt of await Promise.all(attempts)) expect(attempt.outcome).toBe('timed_out');
    hanging.close();
  });

  test('is ended when the process closes', async () => {
    const closing = new AbortController();
    const sent = post(options(`http://127.0.0.1:${port}/hang`, { closing: closing.signal }));
    closing.abort();
    expect((await sent).outcome).toBe('timed_out');
  });

  test('says what the receiver asks for, and whether it could be reached', async () => {
    expect(await post(options(`http://127.0.0.1:${port}/pause`))).toEqual({
      outcome: 'refused',
      problem: 'answered 429',
      retryAfterMs: 30_000,
    });
    const failing = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND secret-name'), { code: 'ENOTFOUND' });
    };
    expect(await post(options('http://x.invalid/', { resolve: failing }))).toEqual({
      outcome: 'unreachable',
      problem: 'could not be reached: ENOTFOUND',
      retryAfterMs: null,
    });
  });

  test('sends again at once where an idle connection was closed meanwhile', async () => {
    const agent = new HttpAgent({ keepAlive: true });
    const agents = { http: agent, https: new HttpsAgent() };
    let requests = 0;
    const once = createTcpServer((socket) => {
      socket.on('error', () => {});
      let isFirst = true;
      socket.on('data', () => {
        requests += 1;
        if (isFirst) socket.write('HTTP/1.1 204 No Content\r\n\r\n');
        else socket.resetAndDestroy();
        isFirst = false;
      });
    });
    await new Promise<void>((settle) => once.listen(0, '127.0.0.1', settle));
    const url = `http://127.0.0.1:${(once.address() as AddressInfo).port}/`;
    expect((await post(options(url, { agents }))).outcome).toBe('delivered');
    expect((await post(options(url, { agents }))).outcome).toBe('delivered');
    expect(requests).toBe(3);
    agent.destroy();
    once.close();
  });
});

describe('an attempt over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-tls-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('needs a certificate of the name, though it connects to the address', async () => {
    const subject = ['-subj', '/CN=backend.test', '-addext', 'subjectAltName=DNS:backend.test'];
    const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...subject], {
      stdio: 'ignore',
    });
    const cert = readFileSync(join(folder, 'cert'));
    const names: (string | false | undefined)[] = [];
    const secure = createHttpsServer({ key: readFileSync(join(folder, 'key')), cert }, (request, answer) => {
      names.push((request.socket as unknown as { servername?: string }).servername);
      answer.end();
    });
    await new Promise<void>((settle) => secure.listen(0, '127.0.0.1', settle));
    const at = (name: string) => `https://${name}:${(secure.address() as AddressInfo).port}/`;
    const agents = { http: new HttpAgent(), https: new HttpsAgent({ ca: cert }) };
    expect((await post(options(at('backend.test'), { agents }))).outcome).toBe('delivered');
    expect(names).toEqual(['backend.test']);
    expect(await post(options(at('other.test'), { agents }))).toMatchObject({
      outcome: 'unreachable',
      problem: 'could not be reached: ERR_TLS_CERT_ALTNAME_INVALID',
    });
    expect(names).toEqual(['backend.test']);
    secure.close();
  });
});
