import { isGiven } from '../../config/secret-files.js';
import { CliError, type CliContext } from '../context.js';
import { devEnvironment } from '../dev/environment.js';
import { type DevInstance, findRunningInstance } from '../dev/instance.js';
import { DEFAULT_DATA_DIR } from '../dev/profile.js';
import { readDevSecrets } from '../dev/secrets.js';
import type { Finding } from '../../doctor/finding.js';

/** What `dwar doctor` checks: the instance that the environment configures, or a dev instance. */
export interface Subject {
  readonly env: CliContext['env'];
  /** Null where the environment is checked. */
  readonly dev: { readonly dataDir: string; readonly instance: DevInstance | null } | null;
}

/** Variables without which no instance starts. If one of them is set, the environment configures one. */
const ESSENTIAL = [
  'GATEWAY_NAME',
  'GATEWAY_SECRET',
  'GATEWAY_API_SECRET',
  'AUTH_JWKS_URL',
  'AUTH_JWT_SECRET',
  'AUTH_ISSUER',
  'AUTH_AUDIENCE',
];

/**
 * The dev instance of `dataDir` or, without it, the environment. Where that configures nothing, the dev
 * instance of the default folder is chosen if there is one, as `dwar token` and `dwar trigger` do. Throws
 * `CliError` if `dataDir` has no dev instance.
 */
export function chooseSubject({ env }: CliContext, dataDir: string | undefined): Subject {
  const isConfigured = env.NODE_ENV === 'production' || ESSENTIAL.some((name) => isGiven(env, name));
  if (dataDir === undefined && isConfigured) return { env, dev: null };
  const folder = dataDir ?? DEFAULT_DATA_DIR;
  const secrets = readDevSecrets(folder);
  if (secrets === null && dataDir === undefined) return { env, dev: null };
  if (secrets === null)
    throw new CliError(`there is no dev instance in ${folder}`, { hint: 'Start one with `npm run dev`.' });
  const instance = findRunningInstance(folder);
  const location = {
    dataDir: folder,
    port: Number(new URL(instance?.url ?? 'http://127.0.0.1:4000').port),
    emulatorUrl: instance?.emulatorUrl ?? 'http://127.0.0.1:4010',
  };
  return { env: devEnvironment(env, secrets, location), dev: { dataDir: folder, instance } };
}

const READY_TIMEOUT_MS = 3_000;

/** Says which dev instance is checked, and whether it is ready; nothing for the environment. */
export async function checkInstance({ dev }: Subject): Promise<Finding[]> {
  if (dev === null) return [];
  const check = 'instance';
  const name = `the dev instance of ${dev.dataDir}`;
  if (dev.instance === null) {
    const hint = 'Start it with `npm run dev`; then its emulator is checked too.';
    return [{ check, level: 'warn', text: `${name} is not running`, hint }];
  }
  const { url } = dev.instance;
  const problem = await readinessProblem(url);
  if (problem === null) return [{ check, level: 'ok', text: `${name} is ready at ${url}` }];
  const hint = 'Look at its log on standard error, or start it again.';
  return [{ check, level: 'fail', text: `${name} at ${url} ${problem}`, hint }];
}

async function readinessProblem(url: string): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(READY_TIMEOUT_MS);
    const { ok, status } = await fetch(`${url}/health/ready`, { signal });
    return ok ? null : `is not ready: status ${status}`;
  } catch {
    return 'does not answer';
  }
}
