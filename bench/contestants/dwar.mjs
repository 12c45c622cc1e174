import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { KEYS } from '../dataset/keys.mjs';
import { endChild, ownedChild } from './children.mjs';
import { freePort } from './free-port.mjs';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 20;

/**
 * The environment of a Dwar in production: only what has no default, the addresses, and one proxy in front, which gives each
 * viewer an address. Every limit has its default.
 *
 * @param {{gatewayUrl: string, certificatePath: string, databaseUrl: string, redisUrl?: string, port: number, opsPort: number}} options
 */
export function dwarEnvironment({ gatewayUrl, certificatePath, databaseUrl, redisUrl, port, opsPort }) {
  return {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production',
    NODE_EXTRA_CA_CERTS: certificatePath,
    GATEWAY_NAME: KEYS.gatewayName,
    GATEWAY_SECRET: KEYS.gatewaySecret,
    GATEWAY_API_SECRET: KEYS.apiSecret,
    GATEWAY_URL: gatewayUrl,
    AUTH_JWT_SECRET: KEYS.sessionSecret,
    AUTH_ISSUER: KEYS.issuer,
    AUTH_AUDIENCE: KEYS.audience,
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    PORT: String(port),
    OPS_PORT: String(opsPort),
    TRUST_PROXY: '1',
  };
}

/**
 * Starts `dwar serve` and resolves when it is ready. Its log goes to a file of the folder.
 *
 * @param {{main: string, folder: string, name: string, gatewayUrl: string, certificatePath: string, databaseUrl?: string,
 *   redisUrl?: string, nodeArgs: readonly string[]}} options
 */
export async function startDwar({ main, folder, name, nodeArgs, ...options }) {
  const [port, opsPort] = [await freePort(), await freePort()];
  const databaseUrl = options.databaseUrl ?? sqliteUrl(folder, name);
  const logPath = join(folder, `${name}.log`);
  const log = openSync(logPath, 'a');
  const child = ownedChild(
    spawn(process.execPath, [...nodeArgs, main, 'serve'], {
      env: dwarEnvironment({ ...options, databaseUrl, port, opsPort }),
      cwd: folder,
      stdio: ['ignore', log, log],
    }),
  );
  closeSync(log);
  await ready(child, port, logPath);
  return { port, written: () => readFileSync(logPath, 'utf8'), close: () => endChild(child, 'SIGTERM') };
}

/** The ledger of an embedded Dwar. */
export const ledgerPath = (folder, name) => join(folder, `${name}.db`);
export const sqliteUrl = (folder, name) => `sqlite:${ledgerPath(folder, name)}`;

async function ready(child, port, logPath) {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  while (Date.now() < giveUpAt && child.exitCode === null) {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await delay(POLL_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`dwar serve is not ready; its log is ${logPath}`);
}
