import { readVariable } from '../../config.js';
import { isGiven } from '../../config/secret-files.js';
import { createLogin, LOGIN_MS } from '../../console/logins.js';
import { OPERATOR_ROLES, type OperatorRole } from '../../console/operator.js';
import { type CliContext, CliError } from '../context.js';
import { findRunningInstance } from '../dev/instance.js';
import { DEFAULT_DATA_DIR } from '../dev/profile.js';
import { withLedger } from '../ledger/with-ledger.js';
import { userName } from '../user-name.js';
import { consoleLink } from './console-link.js';

interface OpenOptions {
  readonly role?: readonly string[];
  readonly name?: string;
  readonly url?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/**
 * `dwar console open`: prints a link that opens the console once. It writes the digest of the code into the
 * ledger, so the running instance needs no request. Opens no browser.
 */
export async function openConsole(context: CliContext, options: OpenOptions): Promise<void> {
  const dataDir = options.data ?? (isGiven(context.env, 'DATABASE_URL') ? undefined : DEFAULT_DATA_DIR);
  const url = options.url ?? urlOf(context, dataDir);
  const roles = rolesOf(options.role, dataDir !== undefined);
  const operator = options.name ?? userName();
  const now = Date.now();
  const code = await withLedger(context, dataDir === undefined ? {} : { data: dataDir }, (ledger) =>
    createLogin(ledger, { operator, roles }, now),
  );
  const link = consoleLink(url, code);
  const expiresAt = new Date(now + LOGIN_MS).toISOString();
  context.out(options.json === true ? JSON.stringify({ url: link, operator, roles, expiresAt }) : link);
  const noun = roles.length === 1 ? 'role' : 'roles';
  const granted = `${noun} ${roles.join(', ').toLowerCase()}`;
  context.err(`It opens one session of ${operator} (${granted}), until ${expiresAt}.`);
}

/** Reading is part of every session. */
function rolesOf(given: readonly string[] | undefined, isDevelopment: boolean): readonly OperatorRole[] {
  if (given === undefined) return isDevelopment ? OPERATOR_ROLES : ['READER'];
  return OPERATOR_ROLES.filter((role) => role === 'READER' || given.includes(role.toLowerCase()));
}

/** Where the instance of a data folder, or the one that the environment configures, serves the console. */
function urlOf({ env }: CliContext, dataDir: string | undefined): string {
  if (dataDir !== undefined) return urlOfDevInstance(dataDir);
  if (!readVariable(env, 'CONSOLE')) {
    throw new CliError('the console is off', {
      hint: 'Start the instance with CONSOLE=on, and set it for this command as well.',
    });
  }
  const site = readVariable(env, 'CONSOLE_URL');
  if (site !== undefined) return site;
  const isProduction = readVariable(env, 'NODE_ENV') === 'production';
  const [host, port] = isProduction
    ? [readVariable(env, 'OPS_HOST'), readVariable(env, 'OPS_PORT')]
    : [readVariable(env, 'HOST'), readVariable(env, 'PORT')];
  if (port === 0) {
    throw new CliError('the port of the console is not known', { hint: 'Give its URL with --url.' });
  }
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function urlOfDevInstance(dataDir: string): string {
  const running = findRunningInstance(dataDir);
  if (running !== null) return running.url;
  throw new CliError(`no dev instance runs on ${dataDir}`, {
    hint: 'Start one with `npm run dev`, give its folder with --data, or the URL of the console with --url.',
  });
}
