import type { GatewayError } from '../gateway/gateway-error.js';
import type { Refusal } from './failure.js';

/**
 * A failed Gateway call as an expected outcome: refused for good, not understood, or unavailable for now.
 */
export function gatewayRefusal(error: GatewayError): Refusal {
  const { kind, upstreamMessage, retryAfterSeconds } = error;
  if (kind === 'malformed') return { refused: 'GATEWAY_NOT_UNDERSTOOD' };
  return kind === 'rejected' || kind === 'unauthorised'
    ? { refused: 'GATEWAY_REFUSED', upstreamMessage }
    : { refused: 'GATEWAY_UNAVAILABLE', retryAfterSeconds };
}
