import { type IncomingHttpHeaders, request as nodeRequest } from 'node:http';
import { WebSocket } from 'ws';
import { OPERATOR_ROLES, type OperatorRole } from '../../src/console/operator.js';
import { startApp, type TestApp } from './app.js';

/** What a request was answered with. */
export interface ConsoleAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The code of its first error; null if it has none. */
  readonly code: string | null;
}

/** A request with any `Host`, `Origin` and `Sec-Fetch-Site`, which `fetch` does not allow. */
export interface ConsoleRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request to the server at `url`. */
export function send(url: string, { method = 'GET', path, headers = {}, body }: ConsoleRequest) {
  const { hostname, port } = new URL(url);
  return new Promise<ConsoleAnswer>((resolve, reject) => {
    const target = { host: hostname, port, method, path, headers: { ...headers } };
    const sent = nodeRequest(target, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = String(Buffer.concat(chunks));
        const { statusCode: status = 0 } = response;
        const isJson = String(response.headers['content-type']).startsWith('application/json');
        resolve({ status, headers: response.headers, text, code: isJson ? codeIn(text) : null });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function codeIn(text: string): string | null {
  if (!text.startsWith('{')) return null;
  const { errors } = JSON.parse(text) as { errors?: { extensions?: { code?: string } }[] };
  return errors?.[0]?.extensions?.code ?? null;
}

/** The headers of each call that a page of the console makes. */
export const CALL = { 'content-type': 'application/json', 'dwar-console': '1' };

/** An app with its console, and where that is served. */
export interface ConsoleApp extends TestApp {
  readonly consoleUrl: string;
  /** A code that logs in once. */
  code(roles?: readonly OperatorRole[], operator?: string): string;
  /** Logs in and returns the `cookie` header of the session. */
  logIn(roles?: readonly OperatorRole[], operator?: string): Promise<string>;
}

/**
 * Variables of an instance in production. The upstream does not exist, and a busy machine is no overload.
 */
export const PRODUCTION = {
  NODE_ENV: 'production',
  GATEWAY_URL: 'https://gateway.test',
  GATEWAY_MF_URL: 'https://gateway.test',
  OPS_PORT: '0',
  OVERLOAD_LAG_MS: '10000000',
};

/** Starts an app with the console on. */
export async function startConsole(options: Parameters<typeof startApp>[0] = {}): Promise<ConsoleApp> {
  const app = await startApp({ ...options, env: { CONSOLE: 'on', ...options.env } });
  const consoleUrl = app.opsUrl ?? app.url;
  const code = (roles: readonly OperatorRole[] = OPERATOR_ROLES, operator = 'asha') =>
    app.app.console?.createLogin({ operator, roles }) ?? 'the console is off';
  return {
    ...app,
    consoleUrl,
    code,
    logIn: async (roles, operator) => cookieOf(await exchange(consoleUrl, code(roles, operator))),
  };
}

/** Sends a code for a session. */
export function exchange(
  url: string,
  code: string,
  headers: Readonly<Record<string, string>> = CALL,
): Promise<ConsoleAnswer> {
  return send(url, { method: 'POST', path: '/console/session', headers, body: JSON.stringify({ code }) });
}

/** The `cookie` header that a browser would send after an answer. Throws if the answer sets none. */
export function cookieOf({ status, headers }: ConsoleAnswer): string {
  const [cookie] = headers['set-cookie'] ?? [];
  if (cookie === undefined) throw new Error(`no cookie was set; status ${status}`);
  return cookie.split(';')[0] ?? '';
}

/** Sends an operation to the operator schema. */
export function ask(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>>,
): Promise<ConsoleAnswer> {
  const body = JSON.stringify({ query });
  return send(url, { method: 'POST', path: '/console/graphql', headers: { ...CALL, ...headers }, body });
}

/** The outcome of an upgrade: 101, or the status it was refused with. */
export function upgradeStatus(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const address = `${url.replace('http', 'ws')}/console/graphql`;
    const socket = new WebSocket(address, 'graphql-transport-ws', { headers: { ...headers } });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}
