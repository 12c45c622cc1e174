import { isGiven, withSecretFiles } from '../../config/secret-files.js';
import { VARIABLES } from '../../config/variables.js';
import { SERVICE_TOKEN_MAX_SECONDS } from '../../viewer/service-token.js';
import { type CliContext, CliError, EXIT_USAGE } from '../context.js';
import { DEV_AUDIENCE, DEV_ISSUER, DEV_SERVICE_AUDIENCE, DEV_TOKEN_TTL_SECONDS } from './profile.js';
import { readDevSecrets, serviceSecretOf } from './secrets.js';
import { signToken, signViewerToken, type ViewerTokenInput } from './viewer-token.js';

interface TokenOptions {
  readonly viewer?: string;
  readonly service?: string;
  readonly ttl: number;
  readonly data: string;
  readonly json?: boolean;
}

/**
 * `dwar token`: prints a token of a viewer or a backend of the dev profile. Throws `CliError` in production.
 */
export async function printToken(context: CliContext, options: TokenOptions): Promise<void> {
  const { viewer, service } = options;
  if (viewer === undefined && service === undefined)
    throw new CliError('say whose token it is', {
      hint: 'Give --viewer <id> or --service <name>; see dwar token --help.',
      exitCode: EXIT_USAGE,
    });
  const { token, expiresAt } =
    viewer === undefined
      ? await devServiceToken(context, { ...options, service: String(service) })
      : await devViewerToken(context, { ...options, viewer });
  if (options.json !== true) return context.out(token);
  const whose = viewer === undefined ? { service } : { viewer };
  context.out(JSON.stringify({ ...whose, token, expiresAt: expiresAt.toISOString() }));
}

/** Signs a token of a backend for the instance of a data folder. It lives for an hour at most. */
async function devServiceToken(
  { env }: CliContext,
  options: { readonly service: string; readonly ttl: number; readonly data: string },
): Promise<{ token: string; expiresAt: Date }> {
  if (env.NODE_ENV === 'production') throw new CliError('in production your backend signs its own tokens');
  const ttlSeconds = options.ttl === DEV_TOKEN_TTL_SECONDS ? SERVICE_TOKEN_MAX_SECONDS : options.ttl;
  if (ttlSeconds > SERVICE_TOKEN_MAX_SECONDS)
    throw new CliError('the token of a backend lives for an hour at most', {
      hint: 'Give a shorter --ttl; see dwar token --help.',
      exitCode: EXIT_USAGE,
    });
  const secrets = readDevSecrets(options.data);
  if (secrets === null) throw noInstance(options.data);
  return signToken({
    secret: serviceSecretOf(secrets),
    subject: options.service,
    audience: DEV_SERVICE_AUDIENCE,
    ttlSeconds,
  });
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
  throw noInstance(dataDir);
}

function noInstance(dataDir: string): CliError {
  return new CliError(`there is no dev instance in ${dataDir}`, {
    hint: 'Start one with `npm run dev`, or give its folder with --data.',
  });
}

function signerFromEnvironment(env: CliContext['env']): Signer {
  const { AUTH_JWT_SECRET: secret = '', AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = env;
  if (issuer && audience) return { secret, issuer, audience };
  throw new CliError('AUTH_JWT_SECRET is set, so AUTH_ISSUER and AUTH_AUDIENCE must be set too');
}
