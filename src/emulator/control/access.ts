import type { FastifyRequest } from 'fastify';
import type { LocalNames } from '../../core/http/local-names.js';
import type { Secret } from '../../core/secret.js';

/** Refuses a call by its origin or credentials. */
export class CallDenied extends Error {
  readonly status: 401 | 403 | 421;

  constructor(status: 401 | 403 | 421, message: string) {
    super(message);
    this.name = 'CallDenied';
    this.status = status;
  }
}

/** Refuses calls from web pages of other sites, also of a site whose name resolves to this machine. */
export function admitLocalCall(request: FastifyRequest, names: LocalNames): void {
  if (!names.includesHost(request.raw)) {
    throw new CallDenied(
      421,
      'only loopback names are served; add the host of this URL to DEV_ALLOWED_HOSTS of the emulator',
    );
  }
  const { origin } = request.headers;
  if (origin !== undefined && !names.includesOrigin(origin)) {
    throw new CallDenied(
      403,
      'pages of this origin may not call; add its host to DEV_ALLOWED_HOSTS of the emulator',
    );
  }
}

/** Admits a control call from this machine or with the printed token. Call {@link admitLocalCall} first. */
export function admitControlCall(request: FastifyRequest, token: Secret): void {
  const { authorization, origin, 'sec-fetch-site': site } = request.headers;
  // Images and scripts that a page loads from other sites are requested without `Origin`.
  if (origin === undefined && site === 'cross-site')
    throw new CallDenied(403, 'control calls from web pages of another site are refused');
  if (authorization !== undefined && token.equals(authorization.replace(/^Bearer /i, ''))) return;
  if (!isLoopbackPeer(request)) {
    throw new CallDenied(401, 'from another machine, send the control token as Authorization: Bearer');
  }
}

/** Whether a call comes from this machine. */
export function isLoopbackPeer(request: FastifyRequest): boolean {
  const plain = (request.raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return plain === '::1' || plain.startsWith('127.');
}
