import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import {
  ask,
  CALL,
  type ConsoleApp,
  PRODUCTION,
  send,
  startConsole,
  upgradeStatus,
} from '../support/console.js';
import { nginxTest as test, startNginxWith, type TestNginx } from '../support/nginx.js';
import { cookieNamed, LINK } from '../support/oidc-login.js';
import { readProjectFile } from '../support/source-files.js';

const HOST = 'dwar-ops.example.com';
const WHO = '{ session { operator roles } }';

/** A block of the section about proxies in the documentation. */
function exampleOf(language: string): string {
  const [, section = ''] = readProjectFile('docs/console.md').split('## Log in through a proxy\n');
  const block = new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``).exec(section)?.[1];
  if (block === undefined) throw new Error(`docs/console.md has no example in ${language}`);
  return block;
}

/** Its variables. */
function exampleVariables(): Record<string, string> {
  const lines = exampleOf('ini').trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

describe('the example of a proxy in the documentation', () => {
  let app: ConsoleApp;
  let oauth: Server;
  let nginx: TestNginx;

  beforeAll(async () => {
    oauth = createServer(standInForOauth2Proxy).listen(0, '127.0.0.1');
    await new Promise((resolve) => oauth.once('listening', resolve));
    app = await startConsole({ env: { ...PRODUCTION, ...exampleVariables() } });
    const oauthPort = (oauth.address() as AddressInfo).port;
    nginx = await startNginxWith((own) => {
      const http = exampleOf('nginx')
        .replace('listen 443 ssl;', `listen 127.0.0.1:${own};`)
        .replaceAll('127.0.0.1:4180', `127.0.0.1:${oauthPort}`)
        .replaceAll('127.0.0.1:9464', new URL(app.consoleUrl).host);
      return `events { worker_connections 256; }\nhttp {\n${http}}\n`;
    });
  });
  afterAll(async () => {
    await nginx?.close();
    await app?.close();
    oauth?.close();
  });

  /** Headers of the browser of a user whom oauth2-proxy knows. */
  const from = (user: string, session?: string) => ({
    host: HOST,
    origin: `https://${HOST}`,
    cookie: [`_oauth2_proxy=${user}`, ...(session === undefined ? [] : [session])].join('; '),
  });
  const logIn = (headers: Readonly<Record<string, string>>) =>
    send(nginx.url, { path: '/console/login/proxy', headers: { ...LINK, ...headers } });

  test('logs in the user of the proxy with the roles of their groups, and no other user in that session', async () => {
    const answer = await logIn(from('asha'));
    expect([answer.status, answer.headers.location]).toEqual([303, '/console/']);
    expect(String(answer.headers['set-cookie'])).toMatch(/; Secure$/);
    const session = cookieNamed(answer, 'dwar_console');
    const who = await ask(nginx.url, WHO, from('asha', session));
    expect(JSON.parse(who.text)).toEqual({
      data: { session: { operator: 'asha', roles: ['READER', 'OPERATOR'] } },
    });
    expect((await ask(nginx.url, WHO, from('ravi', session))).code).toBe('UNAUTHENTICATED');
    expect(await upgradeStatus(nginx.url, from('asha', session))).toBe(101);
  });

  test('does not let a client name itself', async () => {
    const forged = { 'x-auth-user': 'root', 'x-auth-groups': 'sre-leads' };
    const answer = await logIn({ ...from('asha'), ...forged });
    const session = cookieNamed(answer, 'dwar_console');
    const { text } = await ask(nginx.url, WHO, { ...from('asha', session), ...forged });
    expect(text).toContain('"operator":"asha","roles":["READER","OPERATOR"]');
    // Groups of no one, which the proxy writes for a user without any.
    expect((await logIn({ ...from('nogroups'), ...forged })).headers.location).toBe(
      '/console/#login=no-role',
    );
  });

  test('sends whom the proxy does not know to its sign-in page', async () => {
    const answer = await send(nginx.url, { path: '/console/', headers: { host: HOST } });
    expect([answer.status, answer.text]).toEqual([200, 'sign in here']);
    const call = await send(nginx.url, {
      method: 'POST',
      path: '/console/graphql',
      headers: { ...CALL, host: HOST, 'x-auth-user': 'asha' },
      body: JSON.stringify({ query: WHO }),
    });
    expect(call.text).not.toContain('asha');
  });
});

/** Answers as oauth2-proxy with `--set-xauthrequest`: the cookie is the name of the user. */
function standInForOauth2Proxy({ url, headers }: IncomingMessage, response: ServerResponse): void {
  const user = /_oauth2_proxy=(\w+)/.exec(headers.cookie ?? '')?.[1];
  if (url !== '/oauth2/auth') return void response.writeHead(200).end('sign in here');
  if (user === undefined) return void response.writeHead(401).end();
  const groups = user === 'nogroups' ? {} : { 'x-auth-request-groups': 'staff,sre' };
  response.writeHead(202, { 'x-auth-request-preferred-username': user, ...groups }).end();
}
