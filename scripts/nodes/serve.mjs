import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;

const AUTH = { secret: 'nodes-test-session-secret-0123456789abcdef', issuer: 'nodes-test', audience: 'dwar' };

/** Needs no Gateway: nothing is read there before there is a transaction. */
const SERVE = {
  NODE_ENV: 'production',
  GATEWAY_NAME: 'nodes-test',
  GATEWAY_SECRET: 'nodes-test-gateway-secret-0123456789abcdef',
  GATEWAY_API_SECRET: 'nodes-test-api-secret-0123456789abcdef',
  GATEWAY_URL: 'https://127.0.0.1:9',
  AUTH_JWT_SECRET: AUTH.secret,
  AUTH_ISSUER: AUTH.issuer,
  AUTH_AUDIENCE: AUTH.audience,
  HOST: '127.0.0.1',
  OPS_PORT: '0',
};

/** Starts `dwar serve` of the package in `site` with this Node. Resolves when it is ready, with its URL and how to end it. */
export async function startServe(node, command) {
  const folder = mkdtempSync(join(tmpdir(), 'dwar-nodes-'));
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    ...SERVE,
    PORT: String(port),
    DATABASE_URL: `sqlite:${join(folder, 'dwar.db')}`,
  };
  const child = spawn(node, [command, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise((settle) => child.once('close', settle));
  const end = async () => {
    child.kill('SIGTERM');
    const code = await ended;
    rmSync(folder, { recursive: true, force: true });
    if (code !== 0) throw new Error(`dwar serve ended with ${code}:\n${output}`);
  };
  const url = `http://127.0.0.1:${port}`;
  for (const giveUpAt = Date.now() + READY_WITHIN_MS; ; await delay(50)) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.status === 200) return { url, end };
    if (child.exitCode === null && Date.now() < giveUpAt) continue;
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`dwar serve is not ready:\n${output}`);
  }
}

/** A session token of the partner, as the server above takes it. */
export function sessionToken(viewer) {
  const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const exp = Math.floor(Date.now() / 1_000) + 600;
  const claims = { sub: viewer, iss: AUTH.issuer, aud: AUTH.audience, exp };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', AUTH.secret).update(signed).digest('base64url')}`;
}

async function freePort() {
  const server = createServer();
  await new Promise((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address();
  await new Promise((settle) => server.close(settle));
  return port;
}
