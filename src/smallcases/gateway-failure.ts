import { AppError } from '../core/errors.js';
import { GatewayError } from '../gateway/gateway-error.js';

/**
 * A failed read of Gateway as the error of a field. `signal` is that of the client; defects stay as they are.
 */
export function asAppError(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return new AppError('GATEWAY_UNAVAILABLE', 'The client has hung up.');
  if (!(error instanceof GatewayError)) return error;
  const { kind, retryAfterSeconds } = error;
  if (kind === 'malformed')
    return new AppError('GATEWAY_NOT_UNDERSTOOD', 'Gateway’s answer cannot be read.', { cause: error });
  if (kind === 'rejected' || kind === 'unauthorised')
    return new AppError('GATEWAY_REFUSED', 'Gateway refused the request.', { cause: error });
  return new AppError('GATEWAY_UNAVAILABLE', 'Gateway could not be reached. Retry later.', {
    cause: error,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  });
}
