import { isGiven, withSecretFiles } from '../../config/secret-files.js';
import { VARIABLES } from '../../config/variables.js';
import { type CliContext, CliError } from '../context.js';
import { DEV_AUDIENCE, DEV_ISSUER } from './profile.js';
import { readDevSecrets } from './secrets.js';
import { signViewerToken, type ViewerTokenInput } from './viewer-token.js';

interface TokenOptions {
  readonly viewer: string;
  readonly ttl: number;
  readonly data: string;
  readonly json?: boolean;
}

/** `dwar token`: prints a viewer token of the dev profile. Throws `CliError` in production. */
export async function printToken(context: CliContext, options: TokenOptions): Promise<void> {
  const { token, expiresAt } = await devViewerToken(context, options);
  if (options.json !== true) return context.out(token);
  context.out(JSON.stringify({ viewer: options.viewer, token, expiresAt: expiresAt.toISOString() }));
}

/**
 * Signs a viewer token for the instance of a data folder or, in development and test, with `AUTH_JWT_SECRET`.
 */
export async function devViewerToken(
  context: CliContext,
  options: { viewer: string; ttl: number; data: string },
): Promise<{ token: string; expiresAt: Date }> {
  const signer = chooseSigner(context.env, options.data);
  return signViewerToken({ ...signer, viewer: options.viewer, ttlSeconds: options.ttl });
}

const { AUTH_JWT_SECRET } = VARIABLES;

type Signer = Pick<ViewerTokenInput, 'secret' | 'issuer' | 'audience'>;

function chooseSigner(env: CliContext['env'], dataDir: string): Signer {
  const isDev = env.NODE_ENV === 'development' || env.NODE_ENV === 'test';
  if (env.NODE_ENV === 'production') {
    throw new CliError('in production your own login issues viewer tokens; this command does not');
  }
  if (isGiven(env, 'AUTH_JWT_SECRET')) {
    if (isDev) return signerFromEnvironment(withSecretFiles(env, { AUTH_JWT_SECRET }));
    throw new CliError(
      'AUTH_JWT_SECRET is set and NODE_ENV is neither development nor test, which means production',
      {
        hint: 'Unset AUTH_JWT_SECRET to use the secrets of `dwar dev`, or set NODE_ENV=development.',
      },
    );
  }
  const secrets = readDevSecrets(dataDir);
  if (secrets !== null)
    return { secret: secrets.AUTH_JWT_SECRET, issuer: DEV_ISSUER, audience: DEV_AUDIENCE };
  throw new CliError(`there is no dev instance in ${dataDir}`, {
    hint: 'Start one with `npm run dev`, or give its folder with --data.',
  });
}

function signerFromEnvironment(env: CliContext['env']): Signer {
  const { AUTH_JWT_SECRET: secret = '', AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = env;
  if (issuer && audience) return { secret, issuer, audience };
  throw new CliError('AUTH_JWT_SECRET is set, so AUTH_ISSUER and AUTH_AUDIENCE must be set too');
}
