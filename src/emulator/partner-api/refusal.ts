import { HTTP_ERRORS, type WireEnvelope } from '../../gateway/wire.js';

/** A partner call that is refused: HTTP status, the text of `errors[0]` and the `errorType` (section 6). */
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

/** One of the fixed refusals of section 6. */
export function refusal(name: keyof typeof HTTP_ERRORS): PartnerRefusal {
  const { status, text, errorType } = HTTP_ERRORS[name];
  return new PartnerRefusal(status, text, errorType);
}

/** Section 6: a bad body or query is a 400 that names the field. */
export function badField(field: string, problem: string): PartnerRefusal {
  return new PartnerRefusal(400, `${field}: ${problem}`, 'InputException');
}

/** Body of a successful answer (section 6). */
export function success<T>(data: T): WireEnvelope<T> {
  return { success: true, errors: null, data };
}

/** Body of a refused answer (section 6). */
export function failure(text: string, errorType: string | null): WireEnvelope<never> {
  const body = { success: false, errors: [text], data: null };
  return errorType === null ? body : { ...body, errorType };
}
