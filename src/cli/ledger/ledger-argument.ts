import { withSecretFiles } from '../../config/secret-files.js';
import { VARIABLES } from '../../config/variables.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { refuseSecretIn } from '../secret-argument.js';

const VARIABLE_REFERENCE = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;

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
