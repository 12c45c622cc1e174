import { createCaller } from '../gateway-call.js';
import { CALLER_DEFAULTS, type GatewayClientOptions } from '../gateway-client.js';
import { OTP_PATHS } from './otp-wire.js';

/** Whose holdings are asked for (protocol section 13). Personal data: never stored, logged or traced. */
export interface OtpSubject {
  readonly transactionId: string;
  readonly pan: string;
  /** One of the two: a phone number with its country code, or an e-mail address. */
  readonly contact: { readonly phone: string } | { readonly email: string };
}

/**
 * The mutual-fund OTP API (protocol section 13), which has a base URL of its own. No call is ever retried:
 * each sends a message to a person, or spends one of their tries. A call that fails throws `GatewayError`,
 * whose upstream text must not be passed on: it may repeat the code.
 */
export interface OtpClient {
  /** Has a code sent to the contact. */
  sendOtp(subject: OtpSubject, authToken: string): Promise<void>;
  /** Hands the code in. Then the import is delivered by webhook alone. */
  verifyOtp(subject: OtpSubject, otp: string, authToken: string): Promise<void>;
  /** Ends idle connections; calls after it fail. */
  close(): void;
}

/** A client with its own connections and circuit breaker. */
export function createOtpClient(options: GatewayClientOptions): OtpClient {
  const caller = createCaller({ ...CALLER_DEFAULTS, ...options });
  const bodyOf = ({ transactionId, pan, contact }: OtpSubject, more: object = {}) =>
    JSON.stringify({ transactionId, pan, ...contact, ...more });
  return {
    async sendOtp(subject, authToken) {
      await caller.call({
        operation: 'send OTP',
        path: OTP_PATHS.getOtp,
        body: bodyOf(subject),
        authToken,
      });
    },
    async verifyOtp(subject, otp, authToken) {
      await caller.call({
        operation: 'verify OTP',
        path: OTP_PATHS.verifyOtp,
        body: bodyOf(subject, { otp }),
        authToken,
      });
    },
    close: () => caller.close(),
  };
}
