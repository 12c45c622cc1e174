import { randomUUID } from 'node:crypto';
import { hidePrivate } from '../private-text.js';

const SHAPE = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The id a request goes by in answers and logs: the caller's `x-request-id` if it is 1-64 letters, digits,
 * `-`, `_` and looks like nothing private (guarantee G8); else a fresh one.
 */
export function requestIdOf(header: unknown): string {
  return typeof header === 'string' && SHAPE.test(header) && hidePrivate(header) === header
    ? header
    : randomUUID();
}
