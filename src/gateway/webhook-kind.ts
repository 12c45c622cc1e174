/** Protocol section 17.1. There is no type field in a delivery: its kind is recognised by shape. */
export type WebhookKind = 'ORDER' | 'HOLDINGS' | 'MUTUAL_FUNDS' | 'PENDING_ACTION' | 'UNKNOWN';

/**
 * What an unverified delivery claims. Nothing in it may be believed before its proof holds.
 *
 * `id` is what stands in the checksum's message (protocol section 17.6): the transaction for mutual funds, the auth id for all else,
 * as received. `transactionId` and `authId` are null unless they have their shape.
 */
export interface ClaimedWebhook {
  readonly kind: WebhookKind;
  readonly timestamp: string | null;
  readonly id: string | null;
  readonly checksum: string | null;
  readonly transactionId: string | null;
  readonly authId: string | null;
}

/**
 * Looks at the shape of a delivery, in the order of protocol section 17.1, at top level or under `data`.
 *
 * `body` is the native parse; `rawText` the text it came from. A numeric timestamp is used with its digits as received: they are
 * taken from `rawText`, and without it a number that the native parse may have changed counts as missing.
 */
export declare function recogniseWebhook(body: Record<string, unknown>, rawText?: string): ClaimedWebhook;
