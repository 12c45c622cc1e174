import type { Clock } from '../core/time/clock.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import type { TransactionInput } from './build-request.js';
import { failure, gatewayUnavailable } from '../graphql/failure.type.js';
import type { AttemptOutcome } from '../ledger/idempotency.js';
import type { Ledger } from '../ledger/ledger.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import type { CreationCall } from './creation-call.js';

/** What an attempt needs of the rest. */
export interface AttemptCollaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly clock: Clock;
  readonly log: Log;
}

/** The transaction that was created, or what the attempt came to without one. */
type AttemptEnd = { readonly created: TransactionSnapshot } | { readonly outcome: AttemptOutcome };

/** The one upstream call of an attempt, and what it came to. */
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
    // A wrong clock here must not place it after its own end: its first read is planned from here.
    createdAt: Math.min(clock.now() + gateway.clockOffsetMs, expireAt),
    expireAt,
    isStale: false,
    error: null,
    broker: null,
    funds: null,
    createdFor: call.createdFor,
    orderKind: orderKind(call.input),
    actsOn: call.actsOn,
    authId: null,
  };
}

/**
 * A refusal is remembered. When no byte was sent, or Gateway said to come back later, nothing was created and the key is free.
 * Everything else leaves open whether a transaction exists.
 */
function outcomeOf(error: GatewayError): AttemptOutcome {
  if (error.kind === 'rejected' || error.kind === 'unauthorised') {
    const message = error.upstreamMessage ?? undefined;
    return {
      state: 'REFUSED',
      failure: JSON.stringify(failure('GatewayRefused', 'GATEWAY_REFUSED', false, message)),
    };
  }
  const cameToNothing = !error.sent || error.kind === 'throttled' || error.status === 503;
  if (!cameToNothing) return { state: 'UNKNOWN' };
  return { state: 'RELEASED', failure: JSON.stringify(gatewayUnavailable(error.retryAfterSeconds)) };
}

function orderKind(input: TransactionInput): TransactionSnapshot['orderKind'] {
  if (input.intent !== 'TRANSACTION') return null;
  return input.smallcaseOrder === null || input.smallcaseOrder === undefined
    ? 'SINGLE_SECURITY'
    : 'SMALLCASE';
}
