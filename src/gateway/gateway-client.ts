import { type Clock, systemClock } from '../core/time/clock.js';
import type { EgressProxies } from '../core/http/egress.js';
import type { Log } from '../core/log.js';
import type { SecretKeys } from '../core/secret.js';
import { noTracing, type Tracing } from '../core/tracing.js';
import { type CatalogueReads, createCatalogueReads } from './catalogue/catalogue-reads.js';
import { DecodeError } from './decode/decode-error.js';
import { decodeHoldings } from './decode/decode-holdings.js';
import { decodeExitedInvestments, decodeInvestments } from './decode/decode-investments.js';
import { decodeOrderDetails, decodeTransactionDetails } from './decode/decode-transaction.js';
import type {
  ExitedInvestmentFact,
  HoldingsFact,
  InvestmentsFact,
  OrderDetailsFact,
  TransactionFact,
} from './facts.js';
import { type CallObserver, createCaller, type GatewayCall } from './gateway-call.js';
import { GatewayError } from './gateway-error.js';
import { fieldOf, readObject, requireShaped, withoutEnvelope } from './json.js';
import { Row } from './row.js';
import { serialiseBody, type TransactionBody } from './transaction-body.js';
import { type Decoded, decoded, type ReportUnreadable, type Unreadable } from './unreadable.js';
import { AUTH_ID_SHAPE, paths, SHORTEST_LIFETIME_MS, TRANSACTION_ID_SHAPE } from './wire.js';

/** Settings of the upstream client; times in milliseconds, default in brackets. */
export interface GatewayClientOptions {
  /** Scheme, host and optional path prefix, such as `https://gatewayapi.smallcase.com`. */
  readonly baseUrl: string;
  readonly gatewayName: string;
  readonly apiSecret: SecretKeys;
  /**
   * Path of the order details read (protocol section 10), where `{gateway}` stands for the gateway's name.
   */
  readonly orderDetailsPath?: string;
  /** Name lookup, TCP and TLS, each (2000). */
  readonly connectTimeoutMs?: number;
  /** From the request's last byte to the answer's headers (8000). */
  readonly responseTimeoutMs?: number;
  /** The whole call with its retries (10000). */
  readonly totalTimeoutMs?: number;
  /** Longest answer, after decompression (10 MiB). */
  readonly maxAnswerBytes?: number;
  /** Largest offset of Gateway's clock that is followed (any). */
  readonly maxClockOffsetMs?: number;
  /** The proxies to Gateway (none). */
  readonly proxies?: EgressProxies;
  readonly log: Log;
  /** Notified of every attempt. */
  readonly observer?: CallObserver;
  /** Each attempt is a span, and names it to Gateway (nothing is traced). */
  readonly tracing?: Tracing;
  /** Notified of what of an answer could not be read, also when that is nothing. */
  readonly onUnreadable?: ReportUnreadable;
  /** What `clockOffsetMs` is measured against (the machine's clock). */
  readonly clock?: Clock;
}

/** Which holdings to ask for (protocol section 12). */
export interface HoldingsOptions {
  readonly version: 'v1' | 'v2';
  readonly includeMutualFunds: boolean;
}

/**
 * smallcase Gateway's partner API. Every call that fails throws `GatewayError`; every answer is decoded and
 * belongs to what was asked for. Auth tokens are those of `auth-tokens.ts`.
 */
export interface GatewayClient extends CatalogueReads {
  /**
   * Creates a transaction (section 7). Never retried. `expireAt` is in epoch milliseconds of Gateway's clock.
   */
  createTransaction(
    body: TransactionBody,
    authToken: string,
  ): Promise<{ transactionId: string; expireAt: number }>;
  /** Reads one transaction (section 9). With `once` a read that fails is not repeated. */
  transactionDetails(
    transactionId: string,
    authToken: string,
    signal?: AbortSignal,
    once?: boolean,
  ): Promise<TransactionFact>;
  /**
   * Reads the batches of one COMPLETED transaction (section 10); empty also for what is unknown, unfinished
   * or foreign.
   */
  orderDetails(
    transactionId: string,
    kind: 'SINGLE_SECURITY' | 'SMALLCASE',
    authToken: string,
    signal?: AbortSignal,
  ): Promise<OrderDetailsFact>;
  /**
   * Reads the holdings of the token's account (section 12). Before the first import: `rejected` with status
   * 404.
   */
  holdings(authToken: string, options: HoldingsOptions, signal?: AbortSignal): Promise<HoldingsFact>;
  /** Reads the investments of the token's account, with their totals (section 15). */
  investments(authToken: string, signal?: AbortSignal): Promise<InvestmentsFact>;
  /** Reads the investments that the token's account has sold whole (section 25). */
  exitedInvestments(authToken: string, signal?: AbortSignal): Promise<readonly ExitedInvestmentFact[]>;
  /**
   * How far Gateway's clock is ahead of ours, from the `Date` headers of several agreeing answers; 0 before,
   * and beyond the bound.
   */
  readonly clockOffsetMs: number;
  /** Gateway's time as several answers have agreed on it, however far from ours; null before. */
  clockNow(): number | null;
  /** Ends idle connections; calls after it fail. */
  close(): void;
}

/** Defaults of {@link GatewayClientOptions}. */
export const CALLER_DEFAULTS = {
  connectTimeoutMs: 2_000,
  responseTimeoutMs: 8_000,
  totalTimeoutMs: 10_000,
  maxAnswerBytes: 10 * 1024 * 1024,
  maxClockOffsetMs: Number.POSITIVE_INFINITY,
  proxies: {},
  clock: systemClock,
  tracing: noTracing,
} as const;

/** A client with its own connections. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { gatewayName } = options;
  const caller = createCaller({ ...CALLER_DEFAULTS, ...options });
  const ordersPath =
    options.orderDetailsPath?.replaceAll('{gateway}', gatewayName) ?? paths.orderDetails(gatewayName);

  const upstreamNow = () => (options.clock ?? systemClock).now() + caller.upstreamClock.offsetMs;

  async function ask<T>(call: GatewayCall, decode: (json: unknown, unreadable: Unreadable) => T): Promise<T> {
    const json = await caller.call(call);
    const { fact, unreadable } = decodeAnswer(call.operation, (notes) => decode(json, notes));
    options.onUnreadable?.(call.operation, unreadable);
    return fact;
  }

  return {
    ...createCatalogueReads(ask, gatewayName),
    createTransaction: (body, authToken) =>
      ask(
        {
          operation: 'create transaction',
          path: paths.createTransaction(gatewayName),
          body: serialiseBody(body),
          authToken,
        },
        (json, unreadable) => decodeCreated(json, unreadable, upstreamNow()),
      ),
    transactionDetails: (transactionId, authToken, signal, once = false) =>
      ask(
        {
          operation: 'transaction details',
          path: paths.transactionDetails(gatewayName),
          query: { transactionId },
          authToken,
          signal,
          once,
        },
        (json, unreadable) =>
          checkOwner(decodeTransactionDetails(json, unreadable), transactionId, claimedAuthId(authToken)),
      ),
    orderDetails: (transactionId, kind, authToken, signal) =>
      ask(
        {
          operation: 'order details',
          path: ordersPath,
          query: { transactionId, gatewayType: kind },
          authToken,
          signal,
        },
        (json, unreadable) => decodeOrderDetails(json, unreadable, transactionId),
      ),
    holdings: (authToken, { version, includeMutualFunds }, signal) =>
      ask(
        {
          operation: 'holdings',
          path: paths.holdings(gatewayName),
          query: { version, ...(includeMutualFunds ? { mfHoldings: 'true' } : {}) },
          authToken,
          signal,
        },
        (json, unreadable) => decodeHoldings(json, unreadable, claimedAuthId(authToken)),
      ),
    investments: (authToken, signal) =>
      ask(
        {
          operation: 'investments',
          path: paths.investments(gatewayName),
          query: { aggregatedData: 'true' },
          authToken,
          signal,
        },
        decodeInvestments,
      ),
    exitedInvestments: (authToken, signal) =>
      ask(
        {
          operation: 'exited investments',
          path: paths.exitedInvestments(gatewayName),
          query: {},
          authToken,
          signal,
        },
        decodeExitedInvestments,
      ),
    get clockOffsetMs() {
      return caller.upstreamClock.offsetMs;
    },
    clockNow: () => caller.upstreamClock.now(),
    close: () => caller.close(),
  };
}

function decodeAnswer<T>(operation: string, decode: (unreadable: Unreadable) => T): Decoded<T> {
  try {
    return decoded(decode);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new GatewayError('malformed', `${operation}: ${error.message}`, { status: 200, cause: error });
  }
}

/** Section 7. A transaction that was created is never lost for its expiry, which the next read shows. */
function decodeCreated(
  json: unknown,
  unreadable: Unreadable,
  now: number,
): { transactionId: string; expireAt: number } {
  const data = Row.of(withoutEnvelope(json), 'data', unreadable);
  const sentId = fieldOf(data.fields, 'transactionId');
  return {
    transactionId: requireShaped(sentId, TRANSACTION_ID_SHAPE, data.at('transactionId')),
    expireAt: data.instant('expireAt') ?? now + SHORTEST_LIFETIME_MS,
  };
}

/**
 * Guarantee G4: an answer about another transaction, or of another account than the token's, is no answer.
 */
function checkOwner(fact: TransactionFact, transactionId: string, authId: string | null): TransactionFact {
  if (fact.transactionId !== transactionId)
    throw new DecodeError('transactionId', 'is another than asked for');
  const isForeign = authId !== null && fact.authId !== null && fact.authId !== authId;
  if (isForeign) throw new DecodeError('authId', 'is another than the token has');
  return fact;
}

/** The account a token of our own making is for; null for a guest token. */
function claimedAuthId(authToken: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(authToken.split('.')[1] ?? '', 'base64url').toString());
    const authId = fieldOf(readObject(claims, ''), 'smallcaseAuthId');
    return typeof authId === 'string' && AUTH_ID_SHAPE.test(authId) ? authId : null;
  } catch {
    return null;
  }
}
