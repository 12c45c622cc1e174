import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

export const OIDC_CLIENT = { id: 'dwar-console', secret: 'client-secret-of-the-console' };

type Claims = Record<string, unknown>;

/** How the provider differs from one that works. */
export interface OidcBehaviour {
  /** Claims of the ID token, from those of a good one. */
  readonly claims?: (good: Claims) => Claims;
  /** Who signs the ID token, and how. Default: a key of its set, RS256. */
  readonly signature?: 'none' | 'another key' | 'the secret of the client';
  /** What it sends back instead of the state that it got; null: none. */
  readonly state?: string | null;
  /** Sent back instead of a code. */
  readonly error?: string;
  /** Whether a code may be redeemed more than once. */
  readonly repeatsCodes?: boolean;
  /** How a path is answered instead. */
  readonly answers?: Readonly<Record<string, (response: ServerResponse) => void>>;
  readonly metadata?: (good: Claims) => Claims;
}

/** A login that waits for its code to be redeemed. */
interface Grant {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

/** An OpenID provider on loopback. Whoever asks is logged in at once, with the claims of {@link user}. */
export interface OidcProviderServer {
  readonly issuer: string;
  /** Claims of the operator who logs in. */
  user: Claims;
  behaviour: OidcBehaviour;
  /** The requests so far, as `METHOD /path`. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Starts the provider. It knows {@link OIDC_CLIENT}, and any redirect address. */
export async function startOidcProvider(): Promise<OidcProviderServer> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'first', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://provider');
    requests.push(`${request.method} ${pathname}`);
    const answer = state.behaviour.answers?.[pathname];
    if (answer !== undefined) return void answer(response);
    if (pathname === '/.well-known/openid-configuration') return sendJson(response, 200, metadata());
    if (pathname === '/jwks') return sendJson(response, 200, { keys: [jwk] });
    if (pathname === '/authorize') return authorize(response, searchParams);
    if (pathname === '/token') return void redeem(request, response);
    return sendJson(response, 404, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const metadata = (): Claims => {
    const good = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    };
    return state.behaviour.metadata?.(good) ?? good;
  };

  const authorize = (response: ServerResponse, query: URLSearchParams): void => {
    const redirectUri = query.get('redirect_uri') ?? '';
    const isGood =
      query.get('client_id') === OIDC_CLIENT.id &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256' &&
      URL.canParse(redirectUri);
    if (!isGood) {
      sendJson(response, 400, { error: 'invalid_request' });
      return;
    }
    const code = randomUUID();
    const [challenge, nonce] = [query.get('code_challenge') ?? '', query.get('nonce') ?? ''];
    grants.set(code, { challenge, nonce, redirectUri });
    const back = new URL(redirectUri);
    const { error, state: other } = state.behaviour;
    if (error === undefined) back.searchParams.set('code', code);
    else back.searchParams.set('error', error);
    const returned = other === undefined ? query.get('state') : other;
    if (returned !== null) back.searchParams.set('state', returned);
    response.writeHead(302, { location: back.href }).end();
  };

  const redeem = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await readBody(request));
    if (!isClient(request, form)) return sendJson(response, 401, { error: 'invalid_client' });
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    if (state.behaviour.repeatsCodes !== true) grants.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (grant?.challenge !== challenge || grant.redirectUri !== form.get('redirect_uri'))
      return sendJson(response, 400, { error: 'invalid_grant', error_description: `no ${code}` });
    const idToken = await sign(grant.nonce);
    sendJson(response, 200, { access_token: randomUUID(), token_type: 'Bearer', id_token: idToken });
  };

  const sign = async (nonce: string): Promise<string> => {
    const now = Math.floor(Date.now() / 1000);
    const good = { iss: issuer, aud: OIDC_CLIENT.id, iat: now, exp: now + 300, nonce, ...state.user };
    const claims = (state.behaviour.claims?.(good) ?? good) as JWTPayload;
    const { signature } = state.behaviour;
    if (signature === 'none') return new UnsecuredJWT(claims).encode();
    if (signature === 'the secret of the client') {
      const secret = new TextEncoder().encode(OIDC_CLIENT.secret.padEnd(32));
      return await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    }
    const key = signature === 'another key' ? foreign.privateKey : own.privateKey;
    return await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'first' }).sign(key);
  };

  const state = {
    issuer,
    user: { sub: 'u-1', preferred_username: 'asha', roles: ['reader'] } as Claims,
    behaviour: {} as OidcBehaviour,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}

function isClient(request: IncomingMessage, form: URLSearchParams): boolean {
  const basic = Buffer.from(String(request.headers.authorization).slice('Basic '.length), 'base64');
  const [id, secret] = request.headers.authorization
    ? String(basic).split(':').map(decodeURIComponent)
    : [form.get('client_id'), form.get('client_secret')];
  return id === OIDC_CLIENT.id && secret === OIDC_CLIENT.secret;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return String(Buffer.concat(chunks));
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
