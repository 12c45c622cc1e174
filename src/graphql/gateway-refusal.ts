import type { GatewayError } from '../gateway/gateway-error.js';
import type { Refusal } from './failure.js';

/** A failed Gateway call as an expected outcome: refused for good, or unavailable for now. */
export function gatewayRefusal(error: GatewayError): Refusal {
  const { kind, upstreamMessage, retryAfterSeconds } = error;
  return kind === 'rejected' || kind === 'unauthorised'
    ? { refused: 'GATEWAY_REFUSED', upstreamMessage }
    : { refused: 'GATEWAY_UNAVAILABLE', retryAfterSeconds };
}
