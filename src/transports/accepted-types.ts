import Negotiator from 'negotiator';
import { RESULT_TYPES, STREAM_TYPE } from '../core/client-contract.js';
import { AppError } from '../core/errors.js';

/** Whether a client asks for server-sent events by their name; `*` does not. */
export function acceptsStream(accept: string | undefined): boolean {
  return accept?.toLowerCase().includes(STREAM_TYPE) === true;
}

/**
 * Throws NOT_ACCEPTABLE if `Accept` excludes every media type of an answer. Call it before anything is
 * executed: otherwise a mutation would have run when the client gets 406.
 */
export function refuseOtherTypes(accept: string | undefined): void {
  if (accept === undefined || accept === '') return;
  if (new Negotiator({ headers: { accept } }).mediaType([...RESULT_TYPES]) !== undefined) return;
  throw new AppError(
    'NOT_ACCEPTABLE',
    'This path answers with application/json or application/graphql-response+json. Event streams are ' +
      'served at /graphql/stream.',
  );
}

/** The refusal of a subscription that was sent to `/graphql`. */
export function subscriptionRefused(accept: string | undefined): AppError {
  return new AppError(
    acceptsStream(accept) ? 'NOT_ACCEPTABLE' : 'BAD_REQUEST',
    'Subscriptions are served over WebSocket here and as server-sent events at /graphql/stream.',
  );
}
