import type { FastifyRequest } from 'fastify';
import type { Secret } from '../core/secret.js';

/** A control call that is not let in. */
export class ControlDenied extends Error {
  readonly status: 401 | 403;

  constructor(status: 401 | 403, message: string) {
    super(message);
    this.name = 'ControlDenied';
    this.status = status;
  }
}

/**
 * Lets a control call in when it comes from this machine or carries the printed token. A browser page of another origin is
 * never let in, and without the token neither is a host name that is not this machine's (a page can point any name here).
 */
export function admitControlCall(request: FastifyRequest, token: Secret, ownHost: string): void {
  if (!isOwnOrigin(request))
    throw new ControlDenied(403, 'control calls from web pages of another origin are refused');
  const { authorization } = request.headers;
  if (authorization !== undefined && token.equals(authorization.replace(/^Bearer /i, ''))) return;
  if (!isLoopbackPeer(request)) {
    throw new ControlDenied(401, 'from another machine, send the control token as Authorization: Bearer');
  }
  const name = hostName(request);
  if (name !== null && name !== ownHost && !isLoopbackName(name)) {
    throw new ControlDenied(403, 'the Host header names another machine');
  }
}

/** Whether a call comes from no web page, or from one that this emulator served. */
export function isOwnOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return false;
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function hostName(request: FastifyRequest): string | null {
  const { host } = request.headers;
  if (host === undefined) return null;
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
}

function isLoopbackName(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(name)
  );
}

/** Whether a call comes from this machine. */
export function isLoopbackPeer(request: FastifyRequest): boolean {
  const plain = (request.raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return plain === '::1' || plain.startsWith('127.');
}
