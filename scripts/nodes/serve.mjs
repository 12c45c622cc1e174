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

/** Starts the command with this Node in an empty folder. `stop` gives its exit code and what it wrote. */
function start(node, argv, folder, more) {
  const env = { PATH: process.env.PATH, HOME: folder, ...more };
  const child = spawn(node, argv, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const written = { stdout: '', output: '' };
  for (const stream of ['stdout', 'stderr'])
    child[stream].setEncoding('utf8').on('data', (text) => {
      written.output += text;
      if (stream === 'stdout') written.stdout += text;
    });
  const closed = new Promise((settle) => child.once('close', settle));
  const stop = async (signal) => {
    child.kill(signal);
    const code = await closed;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  const end = async () => {
    const code = await stop('SIGTERM');
    if (code !== 0) throw new Error(`dwar ${argv[1]} ended with ${code}:\n${written.output}`);
  };
  /** Waits for what `ask` returns, null as long as there is nothing. */
  const ready = async (ask) => {
    for (const giveUpAt = Date.now() + READY_WITHIN_MS; ; await delay(50)) {
      const answer = await ask(written.stdout);
      if (answer !== null) return answer;
      if (child.exitCode === null && Date.now() < giveUpAt) continue;
      await stop('SIGKILL');
      throw new Error(`dwar ${argv[1]} is not ready:\n${written.output}`);
    }
  };
  return { ready, end };
}

const emptyFolder = () => mkdtempSync(join(tmpdir(), 'dwar-nodes-'));

/** Starts `dwar serve` of an installed package with this Node. Resolves when it is ready, with its URL and how to end it. */
export async function startServe(node, command) {
  const port = await freePort();
  const env = { ...SERVE, PORT: String(port) };
  const { ready, end } = start(node, [command, 'serve'], emptyFolder(), env);
  const url = `http://127.0.0.1:${port}`;
  return await ready(async () => {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    return response?.status === 200 ? { url, end } : null;
  });
}

/** Starts `dwar dev` of an installed package with this Node. Resolves when it is ready, with its URL, a token and how to end it. */
export async function startDev(node, command) {
  const args = ['dev', '--json', '--port', '0', '--emulator-port', '0'];
  const { ready, end } = start(node, [command, ...args], emptyFolder(), {});
  return await ready((stdout) => {
    const [line, complete] = stdout.split('\n');
    return complete === undefined ? null : { ...JSON.parse(line), end };
  });
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
