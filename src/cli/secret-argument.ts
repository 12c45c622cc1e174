import { CliError, EXIT_USAGE } from './context.js';

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
