import { badInput } from '../core/errors.js';
import type { OtpSubject } from '../gateway/otp/otp-client.js';
import { PAN_SHAPE } from '../gateway/wire.js';
import type { RequestMutualFundOtpInput } from './otp.input.js';

/** E.164, as protocol section 13 has it. */
const PHONE_SHAPE = /^\+[1-9][0-9]{7,14}$/;
const EMAIL_SHAPE = /^(?=.{3,254}$)[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]+$/u;

/**
 * Checks PAN and contact. Throws BAD_USER_INPUT with the path of the field at fault; no message repeats a
 * value.
 */
export function checkSubject(
  { pan, phone, email }: RequestMutualFundOtpInput,
  transactionId: string,
): OtpSubject {
  if (!PAN_SHAPE.test(pan)) throw badInput('input.pan', 'must be a PAN: five letters, four digits, a letter');
  const hasPhone = phone !== undefined && phone !== null;
  const hasEmail = email !== undefined && email !== null;
  if (hasPhone === hasEmail) throw badInput('input.phone', 'exactly one of phone and email is required');
  if (hasPhone) {
    if (PHONE_SHAPE.test(phone)) return { transactionId, pan, contact: { phone } };
    throw badInput('input.phone', 'must be a number with its country code, such as +91 and ten digits');
  }
  if (!hasEmail || !EMAIL_SHAPE.test(email)) throw badInput('input.email', 'must be an e-mail address');
  return { transactionId, pan, contact: { email } };
}
