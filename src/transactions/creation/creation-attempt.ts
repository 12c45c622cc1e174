import type { Clock } from '../../core/time/clock.js';
import { describeError } from '../../core/describe-error.js';
import type { Log } from '../../core/log.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../../gateway/auth-tokens.js';
import type { GatewayClient } from '../../gateway/gateway-client.js';
import { GatewayError } from '../../gateway/gateway-error.js';
import type { TransactionInput } from '../build-request.js';
import { gatewayRefusal } from '../../graphql/gateway-refusal.js';
import type { AttemptOutcome } from '../../ledger/idempotency.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { TransactionSnapshot } from '../../ledger/snapshots.js';
import type { CreationCall } from './creation-call.js';
import { requestedParts } from '../request/requested.js';
import { toStoredRefusal } from './stored-refusal.js';

/** Services that an attempt uses. */
export interface AttemptCollaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly clock: Clock;
  readonly log: Log;
}

/** How an attempt ended: with a transaction, or with the outcome to record for its key. */
type AttemptEnd = { readonly created: TransactionSnapshot } | { readonly outcome: AttemptOutcome };

/**
 * Makes the one Gateway call of an attempt. A failed call is an outcome; anything else that fails is thrown.
 */
export async function attemptCreation(deps: AttemptCollaborators, call: CreationCall): Promise<AttemptEnd> {
  const { gateway, tokens, log } = deps;
  try {
    const token =
      call.createdFor === null
        ? await tokens.mintGuest(OWN_TOKEN_TTL_SECONDS)
        : await tokens.mintConnected(call.createdFor, OWN_TOKEN_TTL_SECONDS);
    const { transactionId, expireAt } = await gateway.createTransaction(call.body, token.token);
    return { created: snapshotOf(deps, call, transactionId, expireAt) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    log.warn({ err: describeError(error), intent: call.input.intent }, 'Gateway created no transaction');
    return { outcome: outcomeOf(error) };
  }
}

function snapshotOf(
  { clock, gateway }: AttemptCollaborators,
  call: CreationCall,
  transactionId: string,
  expireAt: number,
): TransactionSnapshot {
  return {
    transactionId,
    viewerId: call.viewerId,
    intent: call.input.intent,
    status: 'INITIALIZED',
    rawStatus: 'INITIALIZED',
    provenance: 'CONFIRMED',
    // Our clock may be ahead. The first read is planned from here, so this must not be after the expiry.
    createdAt: Math.min(clock.now() + gateway.clockOffsetMs, expireAt),
    expireAt,
    isStale: false,
    error: null,
    broker: null,
    funds: null,
    createdFor: call.createdFor,
    orderKind: orderKind(call.input),
    ...(hasLimitOrder(call.input) ? { hasLimitOrder: true } : {}),
    ...call.cancels,
    ...requestedParts(call.input),
    authId: null,
  };
}

/**
 * A refusal is stored and returned to every later call with the key. If no byte was sent, or Gateway asked to
 * retry later, nothing was created and the key is released. After any other error a transaction may or may
 * not exist.
 */
function outcomeOf(error: GatewayError): AttemptOutcome {
  const refusal = gatewayRefusal(error);
  if (refusal.refused === 'GATEWAY_REFUSED') return { state: 'REFUSED', failure: toStoredRefusal(refusal) };
  const isNothingCreated = !error.sent || error.kind === 'throttled' || error.status === 503;
  return isNothingCreated ? { state: 'RELEASED', failure: toStoredRefusal(refusal) } : { state: 'UNKNOWN' };
}

function orderKind(input: TransactionInput): TransactionSnapshot['orderKind'] {
  if (input.intent !== 'TRANSACTION') return null;
  return input.smallcaseOrder === null || input.smallcaseOrder === undefined
    ? 'SINGLE_SECURITY'
    : 'SMALLCASE';
}

function hasLimitOrder({ securities }: TransactionInput): boolean {
  return (securities ?? []).some(({ orderType }) => orderType === 'LIMIT');
}
