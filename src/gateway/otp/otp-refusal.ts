import type { GatewayError } from '../gateway-error.js';
import { HTTP_ERRORS, REGISTRAR_ERROR_TYPE } from '../wire.js';
import { OTP_ERRORS } from './otp-wire.js';

/** Why the OTP API refused a call, as far as its answer says. */
export type OtpRefusal =
  | 'EXPIRED'
  | 'SEND_LIMIT'
  | 'WRONG_LIMIT'
  | 'INCORRECT'
  | 'METHOD_MISMATCH'
  | 'CONTACT_MISMATCH'
  | 'REGISTRAR';

/** Protocol sections 13 and 25, by text. */
const BY_TEXT: readonly (readonly [text: string, refusal: OtpRefusal])[] = [
  [HTTP_ERRORS.transactionExpired.text, 'EXPIRED'],
  [OTP_ERRORS.sendLimit.text, 'SEND_LIMIT'],
  [OTP_ERRORS.wrongLimit.text, 'WRONG_LIMIT'],
  [OTP_ERRORS.incorrect.text, 'INCORRECT'],
  [OTP_ERRORS.methodMismatch.text, 'METHOD_MISMATCH'],
  [OTP_ERRORS.mobileMismatch.text, 'CONTACT_MISMATCH'],
  [OTP_ERRORS.emailMismatch.text, 'CONTACT_MISMATCH'],
];

/** Null when the call was not refused, or the answer does not say why. */
export function otpRefusalOf(error: GatewayError): OtpRefusal | null {
  const { kind, status, errorType, upstreamMessage } = error;
  if (kind !== 'rejected' && kind !== 'unauthorised') return null;
  const said = (upstreamMessage ?? '').trim().toLowerCase();
  const known = BY_TEXT.find(([text]) => text.toLowerCase() === said);
  if (known !== undefined) return known[1];
  if (status === OTP_ERRORS.incorrect.status) return 'INCORRECT';
  return errorType === REGISTRAR_ERROR_TYPE ? 'REGISTRAR' : null;
}
