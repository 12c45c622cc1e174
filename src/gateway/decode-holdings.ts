import type { HoldingsFact } from './facts.js';

/**
 * Decodes a holdings answer or body (protocol section 12), v1 or v2 by its shape. `authId` stands in where the body names none.
 * Throws DecodeError.
 */
export declare function decodeHoldings(json: unknown, authId?: string | null): HoldingsFact;
