import { readVariable } from '../../config.js';
import { type TargetRules, targetRules } from '../../outgoing-webhooks/target.js';
import type { CliContext } from '../context.js';

/** The rules of the instance whose ledger a command works on: that of a data folder is a dev instance. */
export function rulesFor({ env }: CliContext, dataDir: string | undefined): TargetRules {
  return targetRules({
    NODE_ENV: dataDir === undefined ? readVariable(env, 'NODE_ENV') : 'development',
    OUTGOING_WEBHOOK_ALLOWED_NETWORKS: readVariable(env, 'OUTGOING_WEBHOOK_ALLOWED_NETWORKS'),
  });
}
