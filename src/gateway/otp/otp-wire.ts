import { REGISTRAR_ERROR_TYPE } from '../wire.js';

/**
 * Sections 13 and 25: paths of the mutual-fund OTP API below its own base URL. `verifyOtp` is [doc], the last
 * segment of `getOtp` [assumed]. That both take the headers of section 3, and answer in the envelope of
 * section 6, is [assumed] too.
 */
export const OTP_PATHS = { getOtp: '/gateway/mf/getOtp', verifyOtp: '/gateway/mf/verifyOtp' } as const;
/** Section 25: six digits. */
export const OTP_SHAPE = /^[0-9]{6}$/;
/** Section 13: more sends, and more wrong codes, are refused. */
export const OTP_SENDS_MAX = 5;
export const OTP_WRONG_MAX = 5;

/** Sections 13 and 25: what the OTP API refuses beyond the fixed texts of section 6. */
export const OTP_ERRORS = {
  sendLimit: { status: 400, text: 'otp_resend_limit_exceeded', errorType: 'AccessDenied' },
  wrongLimit: { status: 400, text: 'wrong_attempts_exceeded', errorType: 'AccessDenied' },
  incorrect: { status: 406, text: 'Incorrect OTP', errorType: 'AccessDenied' },
  methodMismatch: { status: 400, text: 'OTPMethodMismatch', errorType: 'InputException' },
  mobileMismatch: {
    status: 422,
    text: 'Invalid PAN and Mobile combination',
    errorType: REGISTRAR_ERROR_TYPE,
  },
  emailMismatch: { status: 422, text: 'Invalid PAN and Email combination', errorType: REGISTRAR_ERROR_TYPE },
  registrarFormat: {
    status: 422,
    text: 'Invalid Input or Request Format',
    errorType: REGISTRAR_ERROR_TYPE,
  },
  registrarValidation: {
    status: 400,
    text: 'Validation error or Invalid request parameters or values',
    errorType: REGISTRAR_ERROR_TYPE,
  },
  registrarCredentials: {
    status: 401,
    text: 'Invalid token or client Id',
    errorType: REGISTRAR_ERROR_TYPE,
  },
  registrarThrottling: {
    status: 429,
    text: 'Too many requests to the API (rate limiting)',
    errorType: REGISTRAR_ERROR_TYPE,
  },
} as const;
