import type { Config } from '../../config/variables.js';
import {
  checkKeySet,
  checkNodeVersion,
  checkPersistedDocuments,
  checkSecrets,
  checkStorage,
} from '../../doctor/checks.js';
import type { Finding } from '../../doctor/finding.js';
import { checkProxies } from '../../doctor/proxy-check.js';
import { checkRedis } from '../../doctor/redis-check.js';
import { checkUpstream } from '../../doctor/upstream-check.js';
import { checkConsoleLogins } from './console-check.js';

type Check = (config: Config) => readonly Finding[] | Promise<readonly Finding[]>;

const CHECKS = {
  NODE: () => [checkNodeVersion(process.versions.node)],
  SECRETS: checkSecrets,
  DOCUMENTS: (config) => [checkPersistedDocuments(config)],
  STORAGE: checkStorage,
  REDIS: checkRedis,
  PROXY: checkProxies,
  UPSTREAM: checkUpstream,
  KEY_SET: checkKeySet,
  CONSOLE: checkConsoleLogins,
} as const satisfies Readonly<Record<string, Check>>;

/** A check of a valid configuration. */
export type CheckName = keyof typeof CHECKS;

/** Every check, in the order in which the findings are shown. */
export const CHECK_NAMES = Object.keys(CHECKS) as readonly CheckName[];

/** Runs one check. No finding means that the configuration does not use what is checked. */
export async function runCheck(name: CheckName, config: Config): Promise<readonly Finding[]> {
  return await CHECKS[name](config);
}
