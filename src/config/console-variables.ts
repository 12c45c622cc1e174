import {
  headerName,
  issuerUrl,
  networks,
  roleValues,
  secretText,
  siteUrl,
  text,
} from '../core/env-readers.js';
import { rotatingSecret, variable } from './variable.js';

/** The roles of the console, as variables name them. */
const ROLES = ['reader', 'operator', 'reveal'] as const;

/** Whether it is a list of scopes of an OpenID login (RFC 6749, 3.3). */
function isScope(value: string): boolean {
  const scopes = value.split(' ');
  return scopes.includes('openid') && scopes.every((scope) => /^[!-~]+$/.test(scope));
}

/** How operators log in at the console, besides the links of `dwar console open`. */
export const CONSOLE_LOGIN_VARIABLES = {
  CONSOLE_URL: variable(
    siteUrl.optional(),
    'Where browsers reach the console, without a path, such as `https://dwar-ops.example.com`. Links of ' +
      '`dwar console open` begin with it. Required with `CONSOLE_OIDC_ISSUER`; it must be https, except on ' +
      'loopback.',
  ),
  CONSOLE_OIDC_ISSUER: variable(
    issuerUrl.optional(),
    'Identifier (`iss`) of the OpenID provider through which operators log in at the ' +
      '[console](console.md#log-in-through-an-identity-provider). Dwar reads its ' +
      '`/.well-known/openid-configuration`. Production requires https, except on loopback.',
  ),
  CONSOLE_OIDC_CLIENT_ID: variable(text.optional(), 'Client id of Dwar at that provider.'),
  CONSOLE_OIDC_CLIENT_SECRET: rotatingSecret(
    secretText.optional(),
    'Its secret. Leave it unset for a public client: PKCE is used in both cases.',
  ),
  CONSOLE_OIDC_SCOPE: variable(
    text.refine(isScope, 'must be scopes with a space between, one of them openid'),
    'Scopes that the provider is asked for. Some need `groups` to name groups.',
    'openid profile email',
  ),
  CONSOLE_OIDC_NAME_CLAIM: variable(
    text,
    'Claim of the ID token that names the operator in the operator log. Choose one that people cannot ' +
      'change themselves.',
    'preferred_username',
  ),
  CONSOLE_OIDC_ROLES_CLAIM: variable(
    text,
    'Claim of the ID token that holds the roles: a text, or a list of texts. `CONSOLE_ROLES` says which ' +
      'value gives which role.',
    'roles',
  ),
  CONSOLE_PROXY_HEADER: variable(
    headerName.optional(),
    'Header in which a [proxy](console.md#log-in-through-a-proxy) names the operator it has authenticated. ' +
      'The proxy must remove it from the requests of clients.',
  ),
  CONSOLE_PROXY_ROLES_HEADER: variable(
    headerName.optional(),
    'Header in which that proxy lists roles or groups, separated by commas. Unset: it may only let in ' +
      'operators with the role `reader`.',
  ),
  CONSOLE_PROXY_PEERS: variable(
    networks,
    'Addresses and networks of that proxy, separated by commas. The address of the connection counts, ' +
      'never `X-Forwarded-For`. Every program at these addresses can log in as anyone.',
    '127.0.0.0/8,::1',
  ),
  CONSOLE_ROLES: variable(
    roleValues(ROLES),
    'Which values of the claim or header give which role: `role=value` pairs separated by commas, values ' +
      'percent-encoded; a role may have several. An operator without any is refused.',
    'reader=reader,operator=operator,reveal=reveal',
  ),
} as const;
