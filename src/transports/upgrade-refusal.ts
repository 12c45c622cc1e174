import type { Duplex } from 'node:stream';
import { AppError } from '../core/errors.js';
import { OVERLOADED } from '../core/overload.js';
import { answerRaw } from '../core/http/raw-answer.js';
import { errorBody } from '../execution/errors.js';

/** Why an upgrade is refused, and the HTTP status of the answer. */
export interface UpgradeRefusal {
  readonly error: AppError;
  readonly status: number;
}

/** A refusal with the status of the error's code. */
export function refusal(error: AppError): UpgradeRefusal {
  return { error, status: error.status };
}

export const UNKNOWN_PATH = refusal(new AppError('ROUTE_NOT_FOUND', 'Nothing is served at this path.'));
export const DRAINING = refusal(
  new AppError('SHUTTING_DOWN', 'This instance is draining.', { retryAfterSeconds: 1 }),
);
export const SERVER_OVERLOADED = refusal(OVERLOADED);
export const BAD_HANDSHAKE = refusal(new AppError('BAD_REQUEST', 'The WebSocket handshake is invalid.'));
export const INTERNAL_ERROR = refusal(new AppError('INTERNAL_SERVER_ERROR', 'Internal server error'));

/** Answers an upgrade with the usual error body and ends the connection. */
export function rejectUpgrade(socket: Duplex, requestId: string, { error, status }: UpgradeRefusal): void {
  const { code, message, retryAfterSeconds } = error;
  const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  answerRaw(socket, status, errorBody(code, message, requestId, retry), {
    'Sec-WebSocket-Version': '13',
    'X-Request-Id': requestId,
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
  });
}
