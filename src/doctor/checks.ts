import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from '../config/variables.js';
import { fileVariableOf } from '../config/secret-files.js';
import { shortVendorSecrets } from '../config/rules.js';
import { isSampleSecret, isShortSecret, SECRET_MIN_BYTES } from '../config/secret-rules.js';
import { createAgents } from '../core/http/egress.js';
import { StartError } from '../core/start-error.js';
import { describeLedger } from '../ledger/maintenance/describe-ledger.js';
import { inspectLedger } from '../ledger/maintenance/inspect-ledger.js';
import { fetchKeys } from '../viewer/fetch-keys.js';
import type { Finding } from './finding.js';

/** The lowest minor version of each tested Node line (package.json, `engines`). */
const NODE_FLOORS: Readonly<Record<number, number>> = { 20: 19, 22: 13 };

/** Checks that Dwar is tested on this version of Node. */
export function checkNodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const floor = NODE_FLOORS[major];
  if (major >= 24 || (floor !== undefined && minor >= floor))
    return { check: 'node', level: 'ok', text: version };
  return {
    check: 'node',
    level: 'fail',
    text: `${version} is not supported`,
    hint: 'Use Node 20.19 or later, 22.13 or later, or any version from 24.',
  };
}

const SECRETS = ['GATEWAY_SECRET', 'GATEWAY_API_SECRET', 'AUTH_JWT_SECRET'] as const;
/** The values that are accepted during a rotation, and when it ends. */
const PREVIOUS = [
  ['GATEWAY_SECRET_PREVIOUS', 'Remove it two hours after the rotation: no token lives longer.'],
  [
    'GATEWAY_API_SECRET_PREVIOUS',
    'Remove it 48 hours after the rotation: Gateway retries webhooks for that long.',
  ],
  ['AUTH_JWT_SECRET_PREVIOUS', 'Remove it when the session tokens from before the rotation have expired.'],
] as const;

/**
 * Warns about secrets that are accepted but suspect: published samples, equal ones, stray spaces, short ones.
 */
export function checkSecrets(config: Config): Finding[] {
  const findings: Finding[] = [];
  const warn = (text: string, hint: string) => findings.push({ check: 'secrets', level: 'warn', text, hint });
  const values = SECRETS.map((name) => [name, config[name]?.reveal()] as const).filter(
    ([, value]) => value !== undefined,
  );
  for (const [name, value = ''] of values) {
    if (isSampleSecret(value)) warn(`${name} is a published sample`, 'Use your own; production refuses it.');
    if (value !== value.trim())
      warn(`${name} begins or ends with a space`, 'Copy it again, without the space.');
  }
  if (new Set(values.map(([, value]) => value)).size < values.length) {
    warn(
      'two of the secrets are equal',
      'smallcase issues two different ones, and yours is a third. Production refuses equal ones.',
    );
  }
  if (isShortSecret(config.AUTH_JWT_SECRET)) {
    warn(
      `AUTH_JWT_SECRET is shorter than ${SECRET_MIN_BYTES} bytes`,
      'HS256 needs a longer key, and production refuses this one. Preferably use AUTH_JWKS_URL.',
    );
  }
  for (const name of shortVendorSecrets(config)) {
    warn(
      `${name} is shorter than ${SECRET_MIN_BYTES} bytes`,
      'Ask smallcase for a longer one: a short one can be brute-forced.',
    );
  }
  for (const [name, hint] of PREVIOUS) if (config[name] !== undefined) warn(`${name} is set`, hint);
  for (const name of config.readableSecretFiles) {
    warn(
      `every user of this machine can read the file of ${fileVariableOf(name)}`,
      'Remove that permission: chmod o-r.',
    );
  }
  return findings.length > 0 ? findings : [{ check: 'secrets', level: 'ok', text: 'all different' }];
}

/**
 * Reports which documents run and how many the manifest has. A bad manifest is a configuration problem
 * instead.
 */
export function checkPersistedDocuments(config: Config): Finding {
  const { PERSISTED_DOCUMENTS: mode, PERSISTED_DOCUMENTS_MANIFEST: path, documentManifest } = config;
  const text = mode === 'off' ? 'off' : `${mode}; ${documentManifest.size} document(s) in ${path}`;
  return { check: 'documents', level: 'ok', text };
}

/** Checks that the ledger is writable and has the newest schema, and warns of outgoing webhooks given up. */
export async function checkStorage(config: Config): Promise<Finding[]> {
  const check = 'storage';
  const ledger = describeLedger(config.DATABASE_URL);
  try {
    const { exists, pending, newer, deadWebhooks } = await inspectLedger(config.DATABASE_URL);
    if (!exists) return [checkFolder(resolve(ledger))];
    if (newer.length > 0)
      return [
        {
          check,
          level: 'warn',
          text: `${ledger} was migrated by a newer Dwar (${newer.join(', ')}); this version can run on it`,
          hint: 'Go back to the newer version when you can: this one keeps nothing in what it added.',
        },
      ];
    if (pending.length === 0)
      return [
        { check, level: 'ok', text: `${ledger} is writable; its schema is up to date` },
        ...deadLetters(deadWebhooks),
      ];
    const hint = 'The next start applies them; run `dwar migrate` to apply them now.';
    return [{ check, level: 'warn', text: `${ledger} lacks migrations: ${pending.join(', ')}`, hint }];
  } catch (error) {
    if (error instanceof StartError) return [{ check, level: 'fail', text: error.message, hint: error.hint }];
    const hint =
      'Check that the file is a ledger, its owner, the free disk space, and that no command holds it.';
    return [{ check, level: 'fail', text: `${ledger} cannot be used: ${(error as Error).message}`, hint }];
  }
}

function deadLetters(count: number): Finding[] {
  if (count === 0) return [];
  const hint = '`dwar webhooks dead` says why; `dwar webhooks replay <endpoint> --dead` sends them again.';
  return [{ check: 'webhooks', level: 'warn', text: `${count} could not be delivered`, hint }];
}

function checkFolder(path: string): Finding {
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    return { check: 'storage', level: 'ok', text: `${path} will be created at the first start` };
  } catch {
    const hint = 'Make it writable for this user, or change DATABASE_URL.';
    return { check: 'storage', level: 'fail', text: `${folder} is not writable`, hint };
  }
}

const KEY_SET_TIMEOUT_MS = 5_000;

/**
 * Checks that the key set for session tokens can be fetched and holds a usable key; nothing without
 * AUTH_JWKS_URL.
 */
export async function checkKeySet(config: Config): Promise<Finding[]> {
  const url = config.AUTH_JWKS_URL;
  if (url === undefined) return [];
  const check = 'jwks';
  const hint = 'Check AUTH_JWKS_URL: without its keys no viewer can sign in.';
  try {
    const agents = createAgents(url, config, {}, KEY_SET_TIMEOUT_MS);
    const { keys } = await fetchKeys(url, KEY_SET_TIMEOUT_MS, agents);
    const usable = keys.filter((key) => key?.kty !== 'oct').length;
    if (usable > 0) return [{ check, level: 'ok', text: `${url} holds ${usable} key(s)` }];
    return [{ check, level: 'fail', text: `${url} holds no usable key`, hint }];
  } catch (error) {
    return [{ check, level: 'fail', text: `${url} could not be fetched: ${(error as Error).message}`, hint }];
  }
}
