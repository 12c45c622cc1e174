import type { FastifyRequest } from 'fastify';
import { PREFLIGHT_HEADERS } from '../core/client-contract.js';
import { AppError } from '../core/errors.js';
import { isBearer } from '../viewer/bearer.js';

/** Media types of a body that a browser sends to another site without a preflight. Source: Fetch, 2.2.2. */
const SIMPLE_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/**
 * Throws BAD_REQUEST for a request that a page of another site could make a browser send without a preflight.
 * A bearer token is proof of the contrary: browsers never add one on their own, and a page needs a preflight
 * to send it.
 */
export function refuseSimpleRequest({ headers }: Pick<FastifyRequest, 'headers'>): void {
  if (isBearer(headers.authorization)) return;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== undefined && type !== '' && !SIMPLE_TYPES.includes(type)) return;
  if (PREFLIGHT_HEADERS.some((name) => (headers[name] ?? '') !== '')) return;
  throw new AppError(
    'BAD_REQUEST',
    'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). Send a session ' +
      'token as `Authorization: Bearer`, a content-type such as application/json, or one of the headers ' +
      `${PREFLIGHT_HEADERS.join(', ')}.`,
  );
}
