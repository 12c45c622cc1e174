import { readVariable } from '../../config.js';
import type { DeliveryState } from '../../ledger/deliveries/deliveries.js';
import { describeLedger } from '../../ledger/maintenance/describe-ledger.js';
import { readLedgerStatus } from '../../ledger/operator/status.js';
import { type CliContext, CliError } from '../context.js';
import { chooseSubject, type Subject } from '../doctor/subject.js';
import { DELIVERY_STATES } from '../ledger/commands.js';
import { withLedger } from '../ledger/with-ledger.js';
import { readHealth, readMetrics } from './instance-status.js';
import { describeStatus, type Status } from './status-text.js';

interface StatusOptions {
  readonly data?: string;
  readonly url?: string;
  readonly json?: boolean;
}

/**
 * `dwar status`: prints the state of an instance, from its health, its metrics and its ledger, each of which
 * may be away. Throws `CliError` after that if the instance is not ready.
 */
export async function showStatus(context: CliContext, options: StatusOptions): Promise<void> {
  const subject = chooseSubject(context, options.data);
  const { url, metricsUrl } = addressesOf(subject, options.url);
  const [health, metrics, ledger] = await Promise.all([
    readHealth(url),
    readMetrics(metricsUrl),
    readLedger({ ...context, env: subject.env }),
  ]);
  const cache = readVariable(subject.env, 'REDIS_URL') === undefined ? 'memory' : 'Redis';
  const status: Status = { at: Date.now(), url, health, metricsUrl, metrics, ledger, cache };
  if (options.json === true) context.out(JSON.stringify(status));
  else for (const line of describeStatus(status)) context.out(line);
  if (!health.isReachable) throw new CliError(`no instance answers at ${url}`);
  if (!health.isReady) throw new CliError(`the instance at ${url} is not ready`);
}

/** Where the instance serves its health and its metrics. Throws `CliError` if a port is not known. */
function addressesOf({ env, dev }: Subject, given: string | undefined) {
  const at = (host: 'HOST' | 'OPS_HOST', port: 'PORT' | 'OPS_PORT') =>
    urlOf(readVariable(env, host), readVariable(env, port));
  const url = given ?? dev?.instance?.url ?? at('HOST', 'PORT');
  const isProduction = readVariable(env, 'NODE_ENV') === 'production';
  const metricsUrl = isProduction ? at('OPS_HOST', 'OPS_PORT') : url;
  if (url !== null && metricsUrl !== null) return { url, metricsUrl };
  throw new CliError('the port of the instance is not known', {
    hint: 'Give its URL with --url, and its OPS_PORT in the environment.',
  });
}

/** An address of this machine where one listens on all addresses; null for a port that the system picked. */
function urlOf(host: string, port: number): string | null {
  if (port === 0) return null;
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

async function readLedger(context: CliContext): Promise<Status['ledger']> {
  const name = describeLedger(readVariable(context.env, 'DATABASE_URL'));
  try {
    const states = DELIVERY_STATES as readonly DeliveryState[];
    const status = await withLedger(context, {}, ({ db }) => readLedgerStatus(db, states));
    return { name, status, problem: null };
  } catch (error) {
    return { name, status: null, problem: (error as Error).message };
  }
}
