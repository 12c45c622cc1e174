import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { rateLimited } from '../../cache/rate-limits.js';
import { AppError } from '../../core/errors.js';
import type { SessionToken } from './console-access.js';
import type { ConsoleParts } from './console-parts.js';
import { CONSOLE_SESSION_PATH } from './console-paths.js';
import { sessionCookie } from './session-cookie.js';
import { proofIn } from './session-proof.js';

/** A body holds one code. */
const BODY_MAX_BYTES = 1_024;

type SessionRouteOptions = Pick<
  ConsoleParts,
  'access' | 'rules' | 'clock' | 'logins' | 'addressOf' | 'proxyOperators'
>;

/**
 * `POST /console/session` exchanges a one-use code for the session cookie, and `DELETE` ends the session.
 * Both answer 204.
 */
export function registerSessionRoutes(scope: FastifyInstance, options: SessionRouteOptions): void {
  const { access, rules, clock, logins, addressOf } = options;
  // Before the body is read.
  const refuse = async (request: FastifyRequest) => rules.refuseCall(request.raw);
  const limit = async (request: FastifyRequest) => {
    const waitMs = await logins.take(addressOf(request.raw), 1);
    if (waitMs !== null) throw rateLimited(waitMs);
  };
  const url = CONSOLE_SESSION_PATH;
  acceptNoBody(scope);
  scope.post(url, { bodyLimit: BODY_MAX_BYTES, onRequest: [refuse, limit] }, async (request, reply) => {
    const session = await access.logIn(codeIn(request.body));
    setSessionCookie(request, reply, session, clock.now());
    return reply.code(204).send();
  });
  scope.delete(url, { onRequest: refuse }, async (request, reply) => {
    await access.end(proofIn(request.raw, options));
    reply.header('set-cookie', sessionCookie(request.raw, '', 0));
    return reply.code(204).send();
  });
}

/** Clients may name a media type of a `DELETE` that has no body. */
function acceptNoBody(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, String(body), done);
  });
}

/** Stores a token in the browser until its session ends. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, expiresAt }: SessionToken,
  now: number,
): void {
  const seconds = Math.max(0, Math.floor((expiresAt - now) / 1000));
  reply.header('set-cookie', sessionCookie(request.raw, token, seconds));
}

function codeIn(body: unknown): string {
  const code = (body as { readonly code?: unknown } | null | undefined)?.code;
  if (typeof code !== 'string') throw new AppError('BAD_REQUEST', 'Send the code as `{"code": "…"}`.');
  return code;
}
