import {
  allowInsecureRequests,
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  clockTolerance,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  ResponseBodyError,
} from 'openid-client';
import type { Config } from '../../config/variables.js';
import { boundedFetch, type FetchBounds } from '../../core/http/bounded-fetch.js';
import { createAgents } from '../../core/http/egress.js';
import type { Secret } from '../../core/secret.js';
import type { OidcAttempt } from './oidc-attempt.js';

/** Bounds of each call of the provider. Its key set is the largest answer. */
const BOUNDS: FetchBounds = { timeoutMs: 5_000, maxBytes: 256 * 1024 };
/** How long what the provider says of itself is used, in milliseconds. */
const METADATA_MS = 10 * 60_000;

type ProviderVariables = Pick<
  Config,
  | 'CONSOLE_URL'
  | 'CONSOLE_OIDC_ISSUER'
  | 'CONSOLE_OIDC_CLIENT_ID'
  | 'CONSOLE_OIDC_CLIENT_SECRET'
  | 'CONSOLE_OIDC_SCOPE'
  | 'CLOCK_TOLERANCE_SECONDS'
  | 'HTTPS_PROXY'
  | 'HTTP_PROXY'
  | 'NO_PROXY'
>;

interface OidcProviderOptions {
  readonly config: ProviderVariables;
  /** The secret of the client, read at each login. Default: that of `config`. */
  readonly clientSecret?: () => Secret | undefined;
  /** Path that the provider leads back to. */
  readonly callbackPath: string;
  readonly now: () => number;
  /** Default: {@link BOUNDS}. */
  readonly bounds?: FetchBounds;
}

/**
 * The identity provider: OpenID Connect with the authorization code flow and PKCE. It is asked for its
 * metadata at the first login, so that Dwar starts while it is away.
 */
export class OidcProvider {
  readonly #options: OidcProviderOptions;
  readonly #redirectUri: string;
  #known: {
    readonly configuration: Promise<Configuration>;
    readonly secret: Secret | undefined;
    readonly until: number;
  } | null = null;

  constructor(options: OidcProviderOptions) {
    this.#options = options;
    this.#redirectUri = `${options.config.CONSOLE_URL}${options.callbackPath}`;
  }

  /** The page of the provider on which an operator logs in. Rejects if the provider cannot be reached. */
  async urlFor({ state, nonce, verifier }: OidcAttempt): Promise<string> {
    const url = buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: this.#redirectUri,
      scope: this.#options.config.CONSOLE_OIDC_SCOPE,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  /**
   * The claims of the ID token, for the query with which the provider led back. Rejects unless the state is
   * that of the attempt and the provider redeems the code for a token that it signed for this client and this
   * attempt, and that has not expired.
   */
  async claimsFor(
    query: URLSearchParams,
    { state, nonce, verifier }: OidcAttempt,
  ): Promise<Readonly<Record<string, unknown>>> {
    const url = new URL(this.#redirectUri);
    url.search = query.toString();
    const tokens = await authorizationCodeGrant(await this.#configuration(), url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    return tokens.claims() ?? {};
  }

  /** What the provider says of itself. Rejects if it cannot be reached, or is another one. */
  async describe(): Promise<{ readonly keys: number; readonly takesPkce: boolean }> {
    const configuration = await this.#configuration();
    const { jwks_uri: address = '' } = configuration.serverMetadata();
    const call = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' as const };
    const response = await this.#fetch(address, call);
    const { keys } = (await response.json()) as { readonly keys?: unknown };
    return {
      keys: Array.isArray(keys) ? keys.length : 0,
      takesPkce: configuration.serverMetadata().supportsPKCE(),
    };
  }

  /** Whether an error says that the provider did not answer as one, rather than that it refused. */
  isAway(error: unknown): boolean {
    if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) return false;
    const { code } = error as { readonly code?: unknown };
    return code === undefined || AWAY.includes(String(code));
  }

  /** Reads the metadata; a failure is not kept. */
  async #configuration(): Promise<Configuration> {
    const now = this.#options.now();
    const { config, clientSecret = () => config.CONSOLE_OIDC_CLIENT_SECRET } = this.#options;
    const secret = clientSecret();
    if (this.#known !== null && this.#known.until > now && this.#known.secret === secret)
      return await this.#known.configuration;
    const known = { configuration: this.#discover(secret), secret, until: now + METADATA_MS };
    this.#known = known;
    known.configuration.catch(() => {
      if (this.#known === known) this.#known = null;
    });
    return await known.configuration;
  }

  async #discover(secret: Secret | undefined): Promise<Configuration> {
    const { config } = this.#options;
    const issuer = new URL(config.CONSOLE_OIDC_ISSUER ?? '');
    const client = { [clockTolerance]: config.CLOCK_TOLERANCE_SECONDS };
    const authentication = authenticationWith(secret);
    return await discovery(issuer, config.CONSOLE_OIDC_CLIENT_ID ?? '', client, authentication, {
      // The signature is checked in addition to the connection that the token came by.
      execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
      [customFetch]: this.#fetch,
    });
  }

  readonly #fetch: CustomFetch = async (url, { method, headers, body }) => {
    const { config, bounds = BOUNDS } = this.#options;
    const agents = createAgents(url, config, {}, bounds.timeoutMs);
    const form = body instanceof URLSearchParams ? body : undefined;
    return await boundedFetch(url, { method, headers, body: form }, agents, bounds);
  };
}

/** Codes of the library for an answer that no working provider gives, and for none. */
const AWAY: readonly string[] = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
];

/** By the header that the standard demands of every provider, unless it says that it takes only the form. */
function authenticationWith(secret: Secret | undefined): ClientAuth {
  if (secret === undefined) return None();
  const [basic, post] = [ClientSecretBasic(secret.reveal()), ClientSecretPost(secret.reveal())];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
  };
}
