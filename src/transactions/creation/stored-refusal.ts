import { type FailureCode, failure, type Refusal } from '../../graphql/failure.js';

/** What `idempotency_keys.failure` holds. Rows of earlier versions have no `upstreamMessage`. */
interface StoredRefusal {
  readonly code: FailureCode;
  readonly upstreamMessage?: string | null;
  readonly retryAfterSeconds?: number | null;
  /**
   * In rows of earlier versions: Gateway's own words if it refused the request, else the text of the
   * catalogue.
   */
  readonly message?: string;
}

/**
 * Text that the ledger keeps of a refusal: its code and what Gateway said.
 *
 * Earlier versions send the parsed text to their clients unchanged, GraphQL type name included. The fields
 * they need are written as well, so that they can open a ledger of this version. This version does not read
 * them, and the next may leave them out.
 */
export function toStoredRefusal({ refused, upstreamMessage, retryAfterSeconds }: Refusal): string {
  const stored: StoredRefusal = {
    code: refused,
    upstreamMessage: upstreamMessage ?? null,
    retryAfterSeconds: retryAfterSeconds ?? null,
  };
  return JSON.stringify({ ...failure(refused, { upstreamMessage, retryAfterSeconds }), ...stored });
}

/** The refusal behind a stored text, whichever version wrote it. */
export function fromStoredRefusal(text: string): Refusal {
  const {
    code,
    message = null,
    upstreamMessage,
    retryAfterSeconds = null,
  } = JSON.parse(text) as StoredRefusal;
  return {
    refused: code,
    upstreamMessage: upstreamMessage === undefined ? message : upstreamMessage,
    retryAfterSeconds,
  };
}
