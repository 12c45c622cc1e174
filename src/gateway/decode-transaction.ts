import type { BatchFact, TransactionFact } from './facts.js';

/** Decodes the answer of transaction details (protocol section 9). Throws DecodeError. */
export declare function decodeTransactionDetails(json: unknown): TransactionFact;

/**
 * Decodes the answer of order details (protocol section 10): the batches of `transactionId`; rows of another transaction are dropped.
 * Throws DecodeError.
 */
export declare function decodeOrderDetails(json: unknown, transactionId: string): readonly BatchFact[];
