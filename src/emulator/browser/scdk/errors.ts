import type { AnsweredError, SdkAnswer } from '../shared/messages.js';

/** An error the SDK rejects with (section 18.3). Those of the initialisation have no code. */
export interface SdkError extends Error {
  readonly code: number | null;
  /** Token and broker, if the user had logged in. */
  readonly data: Readonly<Record<string, unknown>> | null;
}

const MESSAGES = {
  1005: 'transaction_expired',
  1007: 'no_broker',
  1008: 'no_broker',
  1010: 'user_cancelled',
  1011: 'user_cancelled',
  1012: 'user_cancelled',
  2000: 'internal_error',
  3001: 'transaction_expired',
  3002: 'invalid_transactionId',
  3003: 'transaction_in_process',
  3004: 'init_sdk',
  4003: 'timed_out',
} as const;

export type SdkCode = keyof typeof MESSAGES;

/** A real `Error` whose `code`, `message` and `data` are its own: pages copy them by name. */
export function sdkError(message: string, code: number | null, data: SdkError['data'] = null): SdkError {
  return Object.assign(new Error(message), { code, data });
}

export function sdkErrorOf(code: SdkCode): SdkError {
  return sdkError(MESSAGES[code], code);
}

/** The answer that ends a flow with a code. */
export function answerOf(code: SdkCode): SdkAnswer {
  return { ok: false, error: { code, message: MESSAGES[code] } };
}

/** The error of an answer. */
export function answeredError({ code, message, ...data }: AnsweredError): SdkError {
  return sdkError(message, code, Object.keys(data).length === 0 ? null : data);
}
