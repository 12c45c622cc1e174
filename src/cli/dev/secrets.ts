import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Log, silentLog } from '../../core/log.js';
import { keepPrivate, preparePrivateFolder } from '../../core/private-files.js';
import { CliError } from '../context.js';

/** Replaces the keys from smallcase in the dev profile: random, generated once per data folder. */
export type DevSecrets = z.output<typeof shape>;

const secret = z.string().min(32);
const shape = z.object({
  GATEWAY_SECRET: secret,
  GATEWAY_API_SECRET: secret,
  AUTH_JWT_SECRET: secret,
  EMULATOR_CONTROL_TOKEN: secret,
  /** Seed of the emulator's random numbers: the same folder gives the same ids and prices. */
  seed: z.string().min(1),
});

/** The file with the secrets of a data folder. */
export function devSecretsPath(dataDir: string): string {
  return join(dataDir, 'dev-secrets.json');
}

/** The secrets of a data folder, or null if it has none yet. Throws `CliError` if the file is damaged. */
export function readDevSecrets(dataDir: string): DevSecrets | null {
  const path = devSecretsPath(dataDir);
  const text = readIfThere(path);
  if (text === null) return null;
  const result = shape.safeParse(parseJson(text));
  if (result.success) return result.data;
  throw new CliError(`${path} is damaged`, {
    hint: 'Delete it. `dwar dev` then creates new secrets, and existing viewer tokens stop working.',
  });
}

/**
 * The secrets of a data folder, generated if it has none. Two processes that do so at once get the same ones.
 */
export function ensureDevSecrets(dataDir: string, log: Log = silentLog): DevSecrets {
  keepPrivate(devSecretsPath(dataDir), log);
  const known = readDevSecrets(dataDir);
  if (known !== null) return known;
  preparePrivateFolder(devSecretsPath(dataDir), log);
  createOnce(devSecretsPath(dataDir), `${JSON.stringify(newSecrets(), null, 2)}\n`);
  return ensureDevSecrets(dataDir, log);
}

/** The secret of backends: derived, so that data folders of earlier versions have one too. */
export function serviceSecretOf({ AUTH_JWT_SECRET }: DevSecrets): string {
  return createHmac('sha256', AUTH_JWT_SECRET).update('secret of backends').digest('base64url');
}

function newSecrets(): DevSecrets {
  const [gateway, api, session, control] = Array.from({ length: 4 }, () =>
    randomBytes(32).toString('base64url'),
  );
  return shape.parse({
    GATEWAY_SECRET: gateway,
    GATEWAY_API_SECRET: api,
    AUTH_JWT_SECRET: session,
    EMULATOR_CONTROL_TOKEN: control,
    seed: randomBytes(6).toString('hex'),
  });
}

/** Creates a file whole or not at all; keeps the existing one if another process was first. */
function createOnce(path: string, text: string): void {
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
