import { type CliContext, CliError, EXIT_USAGE } from './context.js';

const BY_ENVIRONMENT = /^env:([A-Za-z_][A-Za-z0-9_]*)$/;
const PASSWORD_PARAMETER = /[?&](?:password|sslpassword)=[^&]/i;

/** Throws `CliError`, without showing it, when a URL among the arguments holds a password: every user of the machine can read them. */
export function refuseSecretIn(url: string, option: string, hint: string): void {
  // A URL that cannot be read may hold one all the same.
  const hasPassword = URL.canParse(url) ? new URL(url).password !== '' : hasPasswordIn(url);
  if (!hasPassword && !PASSWORD_PARAMETER.test(url)) return;
  throw new CliError(`${option} holds a password, and every user of this machine can read arguments`, {
    hint,
    exitCode: EXIT_USAGE,
  });
}

function hasPasswordIn(unreadableUrl: string): boolean {
  const [, ...behindScheme] = unreadableUrl.split('://');
  const [authority = ''] = behindScheme.join('://').split('/', 1);
  return authority.slice(0, Math.max(0, authority.lastIndexOf('@'))).includes(':');
}

/** The URL of a ledger that an option names: itself, or `env:NAME` for the value of a variable. Throws `CliError`. */
export function readLedgerArgument(context: CliContext, option: string, value: string): string {
  const [, name] = BY_ENVIRONMENT.exec(value) ?? [];
  if (name === undefined) {
    const example = `${option} env:${option === '--from' ? 'DATABASE_URL_FROM' : 'DATABASE_URL_TO'}`;
    refuseSecretIn(
      value,
      option,
      `Put the URL into a variable and write ${example}, or use PGPASSWORD or ~/.pgpass.`,
    );
    return value;
  }
  const url = context.env[name];
  if (url !== undefined && url !== '') return url;
  throw new CliError(`${option} names the variable ${name}, which is not set`, { exitCode: EXIT_USAGE });
}
