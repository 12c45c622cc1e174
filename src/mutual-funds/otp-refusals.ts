import type { GatewayError } from '../gateway/gateway-error.js';
import { type OtpRefusal, otpRefusalOf } from '../gateway/otp/otp-refusal.js';
import type { FailureCode, Refusal } from '../graphql/failure.js';

/*
 * Failed calls of the OTP API as expected outcomes. Gateway's own words are never passed on: they may repeat
 * the code, which cannot be recognised as personal data (guarantee G8).
 */

const SEND_CODES: Readonly<Record<OtpRefusal, FailureCode>> = {
  EXPIRED: 'TRANSACTION_EXPIRED',
  SEND_LIMIT: 'OTP_LIMIT_EXCEEDED',
  CONTACT_MISMATCH: 'PAN_CONTACT_MISMATCH',
  REGISTRAR: 'REGISTRAR_REFUSED',
  WRONG_LIMIT: 'GATEWAY_REFUSED',
  INCORRECT: 'GATEWAY_REFUSED',
  METHOD_MISMATCH: 'GATEWAY_REFUSED',
};
const TRY_CODES: Readonly<Record<OtpRefusal, FailureCode>> = {
  ...SEND_CODES,
  SEND_LIMIT: 'GATEWAY_REFUSED',
  WRONG_LIMIT: 'OTP_ATTEMPTS_EXCEEDED',
  INCORRECT: 'OTP_INCORRECT',
  METHOD_MISMATCH: 'OTP_METHOD_MISMATCH',
};

/** Why no code was sent, as far as is known. */
export function sendRefusal(error: GatewayError): Refusal {
  if (error.kind === 'malformed') return { refused: 'GATEWAY_NOT_UNDERSTOOD' };
  if (isRefused(error)) return { refused: codeOf(error, SEND_CODES) };
  const { retryAfterSeconds } = error;
  const message = isCertain(error)
    ? 'Gateway could not be reached or is limiting requests. No code was sent; request one later.'
    : 'Gateway gave no usable answer. A code may have been sent: wait for it before you request another.';
  return { refused: 'GATEWAY_UNAVAILABLE', upstreamMessage: message, retryAfterSeconds };
}

/** Why the code was not accepted, as far as is known. */
export function tryRefusal(error: GatewayError): Refusal {
  if (isRefused(error)) return { refused: codeOf(error, TRY_CODES) };
  const { retryAfterSeconds } = error;
  if (!isCertain(error) || error.kind === 'malformed')
    return {
      refused: 'OUTCOME_UNKNOWN',
      upstreamMessage:
        'Gateway gave no usable answer, so the code may or may not have been accepted. ' +
        'Look at the state of the import before you verify again: each try counts.',
    };
  const message =
    'Gateway could not be reached or is limiting requests. The code was not verified; repeat the call later.';
  return { refused: 'GATEWAY_UNAVAILABLE', upstreamMessage: message, retryAfterSeconds };
}

function isRefused({ kind }: GatewayError): boolean {
  return kind === 'rejected' || kind === 'unauthorised';
}

function codeOf(error: GatewayError, codes: Readonly<Record<OtpRefusal, FailureCode>>): FailureCode {
  const refusal = otpRefusalOf(error);
  return refusal === null ? 'GATEWAY_REFUSED' : codes[refusal];
}

/** Whether it is certain that the call had no effect. */
function isCertain({ sent, kind, status, isRefusedHere }: GatewayError): boolean {
  return !sent || isRefusedHere || kind === 'throttled' || status === 503;
}
