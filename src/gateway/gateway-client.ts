import type { Clock } from '../core/clock.js';
import type { Log } from '../core/log.js';
import type { Secret } from '../core/secret.js';
import type { BatchFact, HoldingsFact, TransactionFact } from './facts.js';
import type { TransactionBody } from './transaction-body.js';

/** Settings of the upstream client; times in milliseconds, default in brackets. */
export interface GatewayClientOptions {
  /** Scheme, host and optional path prefix, such as `https://gatewayapi.smallcase.com`. */
  readonly baseUrl: string;
  readonly gatewayName: string;
  readonly apiSecret: Secret;
  /** Path of the order details read (protocol section 10), in which `{gateway}` stands for the gateway's name. */
  readonly orderDetailsPath?: string;
  /** Name lookup, TCP and TLS, each (2000). */
  readonly connectTimeoutMs?: number;
  /** From the request's last byte to the answer's headers (8000). */
  readonly responseTimeoutMs?: number;
  /** The whole call with its retries (10000). */
  readonly totalTimeoutMs?: number;
  /** Longest answer, after decompression (10 MiB). */
  readonly maxAnswerBytes?: number;
  readonly log: Log;
  /** What `clockOffsetMs` is measured against (the machine's clock). */
  readonly clock?: Clock;
}

/** Which holdings to ask for (protocol section 12). */
export interface HoldingsOptions {
  readonly version: 'v1' | 'v2';
  readonly includeMutualFunds: boolean;
}

/**
 * smallcase Gateway's partner API. Every call throws `GatewayError` and nothing else; every answer is decoded and belongs to what
 * was asked for. Auth tokens are those of `auth-tokens.ts`.
 */
export interface GatewayClient {
  /** Creates a transaction (section 7). Sent once, whatever happens. `expireAt` is in epoch milliseconds of Gateway's clock. */
  createTransaction(body: TransactionBody, authToken: string): Promise<{ transactionId: string; expireAt: number }>;
  /** Reads one transaction (section 9). */
  transactionDetails(transactionId: string, authToken: string, signal?: AbortSignal): Promise<TransactionFact>;
  /** Reads the batches of one COMPLETED transaction (section 10); empty also for what is unknown, unfinished or foreign. */
  orderDetails(
    transactionId: string,
    kind: 'SINGLE_SECURITY' | 'SMALLCASE',
    authToken: string,
    signal?: AbortSignal,
  ): Promise<readonly BatchFact[]>;
  /** Reads the holdings of the token's account (section 12). Before the first import: `rejected` with status 404. */
  holdings(authToken: string, options: HoldingsOptions, signal?: AbortSignal): Promise<HoldingsFact>;
  /** How far Gateway's clock is ahead of ours, from the `Date` header of the last answer; 0 before the first. */
  readonly clockOffsetMs: number;
  /** Ends idle connections; calls after it fail. */
  close(): void;
}

/** A client with its own connections. */
export declare function createGatewayClient(options: GatewayClientOptions): GatewayClient;
