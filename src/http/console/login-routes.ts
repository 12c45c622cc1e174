import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../core/errors.js';
import type { LoginFailure, SessionToken } from './console-access.js';
import type { ConsoleParts } from './console-parts.js';
import { CONSOLE_PATH, OIDC_CALLBACK_PATH, OIDC_LOGIN_PATH, PROXY_LOGIN_PATH } from './console-paths.js';
import { loginCookie, loginSecretIn } from './session-cookie.js';
import { setSessionCookie } from './session-routes.js';

type LoginRouteOptions = Pick<
  ConsoleParts,
  'otherLogins' | 'rules' | 'clock' | 'logins' | 'addressOf' | 'proxyOperators' | 'log'
>;

/** What a login comes to: a session, a redirect to another server, or a failure. */
type Outcome = SessionToken | { readonly url: string } | LoginFailure;

/**
 * Registers the logins through others, which are links of the sign-in page. They lead to the console, with
 * `#login=` and a fixed word if they failed, or to the identity provider: nothing of a request becomes part
 * of an address.
 */
export function registerLoginRoutes(scope: FastifyInstance, options: LoginRouteOptions): void {
  const { otherLogins, proxyOperators, rules, clock } = options;

  const serve = (
    url: string,
    isFromElsewhere: boolean,
    logIn: (request: FastifyRequest, reply: FastifyReply) => Promise<Outcome>,
  ) => {
    const onRequest = async (request: FastifyRequest) => rules.refuseNavigation(request.raw, isFromElsewhere);
    // A request for the head alone would log in as well.
    scope.get(url, { onRequest, exposeHeadRoute: false }, async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const outcome = (await isLimited(request, options)) ? 'limited' : await logIn(request, reply);
      return answer(request, reply, outcome, options);
    });
  };

  serve(PROXY_LOGIN_PATH, false, async ({ raw }) => {
    const named = namedBy(() => proxyOperators.of(raw));
    return named === null ? 'refused' : await otherLogins.byProxy(named);
  });
  serve(OIDC_LOGIN_PATH, false, async ({ raw }, reply) => {
    const begun = await otherLogins.beginOidc();
    if (typeof begun === 'string') return begun;
    const seconds = Math.floor((begun.expiresAt - clock.now()) / 1000);
    reply.header('set-cookie', loginCookie(raw, begun.secret, seconds));
    return { url: begun.url };
  });
  serve(OIDC_CALLBACK_PATH, true, async ({ raw }, reply) => {
    // It is for one answer, also where that is refused.
    reply.header('set-cookie', loginCookie(raw, '', 0));
    return await otherLogins.finishOidc(loginSecretIn(raw), queryOf(raw.url ?? ''));
  });
}

function queryOf(target: string): URLSearchParams {
  const start = target.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : target.slice(start));
}

/** Null for a request whose header is not believed. */
function namedBy<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return null;
    throw error;
  }
}

async function isLimited(
  request: FastifyRequest,
  { logins, addressOf }: Pick<LoginRouteOptions, 'logins' | 'addressOf'>,
): Promise<boolean> {
  return (await logins.take(addressOf(request.raw), 1)) !== null;
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: Outcome,
  { clock, log }: LoginRouteOptions,
): FastifyReply {
  if (typeof outcome === 'string') {
    log.warn({ requestId: request.id, reason: outcome }, 'a login to the console failed');
    return reply.redirect(`${CONSOLE_PATH}/#login=${outcome}`, 303);
  }
  if ('url' in outcome) return reply.redirect(outcome.url, 303);
  setSessionCookie(request, reply, outcome, clock.now());
  return reply.redirect(`${CONSOLE_PATH}/`, 303);
}
