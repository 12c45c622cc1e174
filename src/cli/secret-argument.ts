import { withSecretFiles } from '../config/secret-files.js';
import { VARIABLES } from '../config/variables.js';
import { type CliContext, CliError, EXIT_USAGE } from './context.js';

const VARIABLE_REFERENCE = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;
const PASSWORD_PARAMETER = /[?&](?:password|sslpassword)=[^&]/i;

/**
 * Throws `CliError` if a URL given as an argument holds a password, since every user of the machine can read
 * arguments. The message does not repeat it.
 */
export function refuseSecretIn(url: string, option: string, hint: string): void {
  // A malformed URL may still hold a password.
  const hasPassword = URL.canParse(url) ? new URL(url).password !== '' : hasPasswordIn(url);
  if (!hasPassword && !PASSWORD_PARAMETER.test(url)) return;
  throw new CliError(`${option} holds a password, and every user of this machine can read arguments`, {
    hint,
    exitCode: EXIT_USAGE,
  });
}

function hasPasswordIn(malformedUrl: string): boolean {
  const [, ...afterScheme] = malformedUrl.split('://');
  const [authority = ''] = afterScheme.join('://').split('/', 1);
  return authority.slice(0, Math.max(0, authority.lastIndexOf('@'))).includes(':');
}

/**
 * Resolves a ledger option: a URL, or `env:NAME` for the value of a variable or of the file that `NAME_FILE`
 * names. Throws `CliError`, and `ConfigError` for a file that is of no use.
 */
export function readLedgerArgument(context: CliContext, option: string, value: string): string {
  const [, name] = VARIABLE_REFERENCE.exec(value) ?? [];
  if (name === undefined) {
    const example = `${option} env:${option === '--from' ? 'DATABASE_URL_FROM' : 'DATABASE_URL_TO'}`;
    refuseSecretIn(
      value,
      option,
      `Put the URL into a variable and pass ${example}, or use PGPASSWORD or ~/.pgpass.`,
    );
    return value;
  }
  const { [name]: url } = withSecretFiles(context.env, { [name]: VARIABLES.DATABASE_URL });
  if (url !== undefined && url !== '') return url;
  throw new CliError(`${option} names the variable ${name}, which is not set`, { exitCode: EXIT_USAGE });
}
