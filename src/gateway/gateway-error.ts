import type { ErrorCode } from '../core/errors.js';
import { cutText, hidePrivate } from '../core/private-text.js';

/**
 * A failed call of smallcase Gateway, of one of five kinds. Code above the client never sees HTTP statuses.
 *
 * `rejected`: Gateway understood and refused; the same request gives the same answer. `unauthorised`: secret,
 * gateway name or auth token was not taken. `throttled`: asked to be left alone. `unavailable`: no answer, or
 * a fault on its side. `malformed`: an answer that is not in the protocol.
 */
export type GatewayErrorKind = 'rejected' | 'unauthorised' | 'throttled' | 'unavailable' | 'malformed';

/** Everything known of a failed call besides its kind; what is absent takes the value in brackets. */
export interface GatewayErrorDetails {
  /** HTTP status of the answer (null: there was none). */
  readonly status?: number | null;
  /** What Gateway said, made safe by {@link safeUpstreamText} (null). */
  readonly upstreamMessage?: string | null;
  /** Gateway's word for the kind of error, of those in section 6 (null). */
  readonly errorType?: string | null;
  /** False only when it is certain that no byte of the request reached Gateway (true). */
  readonly sent?: boolean;
  /** Whether the call was not even made, since upstream has been failing or too many calls wait (false). */
  readonly isRefusedHere?: boolean;
  /** How long Gateway asked to be left alone, in seconds (null). */
  readonly retryAfterSeconds?: number | null;
  /** What failed underneath; for the log only. */
  readonly cause?: unknown;
}

/** A failed call of Gateway. Its message names the operation and never holds a token, a secret or a body. */
export class GatewayError extends Error {
  readonly kind: GatewayErrorKind;
  readonly status: number | null;
  readonly upstreamMessage: string | null;
  readonly errorType: string | null;
  readonly sent: boolean;
  readonly isRefusedHere: boolean;
  readonly retryAfterSeconds: number | null;

  constructor(kind: GatewayErrorKind, message: string, details: GatewayErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GatewayError';
    this.kind = kind;
    this.status = details.status ?? null;
    this.upstreamMessage = details.upstreamMessage ?? null;
    this.errorType = details.errorType ?? null;
    this.sent = details.sent ?? true;
    this.isRefusedHere = details.isRefusedHere ?? false;
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
  }

  /** By this a log line is known to be about an outage of Gateway. */
  get code(): ErrorCode | undefined {
    return this.kind === 'unavailable' || this.kind === 'throttled' ? 'GATEWAY_UNAVAILABLE' : undefined;
  }
}

const MAX_TEXT = 300;

/**
 * Upstream's words made fit for a log line or an answer: one line, no control characters, no token, no
 * personal datum and none of `secrets` (shorter than 8 characters they would hit ordinary words), at most 300
 * characters. Null when nothing is left.
 */
export function safeUpstreamText(text: string, secrets: readonly string[] = []): string | null {
  let plain = cutText(text, 5 * MAX_TEXT)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
    .trim();
  for (const secret of secrets) if (secret.length >= 8) plain = plain.replaceAll(secret, '[secret]');
  plain = hidePrivate(plain);
  return plain === '' ? null : plain.slice(0, MAX_TEXT);
}
