import { OTP_ERRORS } from '../../gateway/otp/otp-wire.js';
import { HTTP_ERRORS, type WireEnvelope } from '../../gateway/wire.js';

/** Refuses a partner call with an HTTP status, the text of `errors[0]` and the `errorType` (section 6). */
export class PartnerRefusal extends Error {
  readonly status: number;
  readonly errorType: string | null;

  constructor(status: number, text: string, errorType: string | null) {
    super(text);
    this.name = 'PartnerRefusal';
    this.status = status;
    this.errorType = errorType;
  }
}

/** Creates one of the fixed refusals of section 6. */
export function refusal(name: keyof typeof HTTP_ERRORS): PartnerRefusal {
  const { status, text, errorType } = HTTP_ERRORS[name];
  return new PartnerRefusal(status, text, errorType);
}

/** Creates one of the refusals of the mutual-fund OTP API (sections 13 and 25). */
export function otpRefusal(name: keyof typeof OTP_ERRORS): PartnerRefusal {
  const { status, text, errorType } = OTP_ERRORS[name];
  return new PartnerRefusal(status, text, errorType);
}

/** Creates the 400 for an invalid body or query; it names the field (section 6). */
export function badField(field: string, problem: string): PartnerRefusal {
  return new PartnerRefusal(400, `${field}: ${problem}`, 'InputException');
}

/** Returns the body of a successful answer (section 6). */
export function success<T>(data: T): WireEnvelope<T> {
  return { success: true, errors: null, data };
}

/** Returns the body of a refusal (section 6). */
export function failure(text: string, errorType: string | null): WireEnvelope<never> {
  const body = { success: false, errors: [text], data: null };
  return errorType === null ? body : { ...body, errorType };
}
