import { type ConsoleAnswer, type ConsoleApp, PRODUCTION, send, startConsole } from './console.js';
import { OIDC_CLIENT, type OidcProviderServer } from './oidc-provider.js';
import { freePort } from './services.js';

/** What a browser sends with a link of the sign-in page. */
export const LINK = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'document' };
/** What it sends when the identity provider leads back. */
export const BACK = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };

let addresses = 0;

/** The header of a client at an address that no other test has, so that attempts are counted for it alone. */
export function fromNewAddress(): { readonly 'x-forwarded-for': string } {
  addresses += 1;
  return { 'x-forwarded-for': `10.0.${addresses >> 8}.${addresses & 255}` };
}

/** A login that began: the cookie of the browser, and where the provider leads it back to. */
export interface BegunLogin {
  readonly cookie: string;
  readonly callback: string;
}

/** Starts a console in production, behind one proxy, whose operators log in at a provider. */
export async function startOidcConsole(
  provider: Pick<OidcProviderServer, 'issuer'>,
  options: Parameters<typeof startConsole>[0] = {},
): Promise<ConsoleApp> {
  const port = await freePort();
  const env = {
    ...PRODUCTION,
    OPS_PORT: String(port),
    TRUST_PROXY: '1',
    CONSOLE_URL: `http://127.0.0.1:${port}`,
    CONSOLE_OIDC_ISSUER: provider.issuer,
    CONSOLE_OIDC_CLIENT_ID: OIDC_CLIENT.id,
    CONSOLE_OIDC_CLIENT_SECRET: OIDC_CLIENT.secret,
    ...options.env,
  };
  return await startConsole({ ...options, env });
}

/** Follows the link of the sign-in page, and logs in at the provider. */
export async function beginOidc(
  app: Pick<ConsoleApp, 'consoleUrl'>,
  from: Readonly<Record<string, string>> = fromNewAddress(),
): Promise<BegunLogin> {
  const begun = await followLink(app, from);
  const response = await fetch(String(begun.headers.location), { redirect: 'manual' });
  const callback = response.headers.get('location');
  if (callback === null) throw new Error(`the provider answered ${response.status}`);
  return { cookie: cookieNamed(begun, 'dwar_login') ?? '', callback };
}

/** Follows the link of the sign-in page. */
export function followLink(
  app: Pick<ConsoleApp, 'consoleUrl'>,
  from: Readonly<Record<string, string>> = fromNewAddress(),
): Promise<ConsoleAnswer> {
  return send(app.consoleUrl, { path: '/console/login/oidc', headers: { ...LINK, ...from } });
}

/** Comes back from the provider. */
export function finishOidc(
  app: Pick<ConsoleApp, 'consoleUrl'>,
  { cookie, callback }: BegunLogin,
  from: Readonly<Record<string, string>> = fromNewAddress(),
): Promise<ConsoleAnswer> {
  const { pathname, search } = new URL(callback);
  const headers = { ...BACK, ...from, ...(cookie === '' ? {} : { cookie }) };
  return send(app.consoleUrl, { path: `${pathname}${search}`, headers });
}

/** Logs in at the provider, and returns the answer that opens the session or says why not. */
export async function logInByOidc(app: Pick<ConsoleApp, 'consoleUrl'>): Promise<ConsoleAnswer> {
  return await finishOidc(app, await beginOidc(app));
}

/** A cookie that an answer sets, as a browser would send it; undefined if it sets none or removes it. */
export function cookieNamed({ headers }: ConsoleAnswer, name: string): string | undefined {
  const found = (headers['set-cookie'] ?? []).find((each) => each.startsWith(`${name}_`));
  return found?.includes('Max-Age=0') === true ? undefined : found?.split(';')[0];
}
