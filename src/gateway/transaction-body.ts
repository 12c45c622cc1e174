import type { DecimalString } from '../core/money.js';
import type { WireIntent, WireSmallcaseOrderType } from './wire.js';

/** A field that was not given: left out or null. */
type Optional<T> = T | null | undefined;

/** One security of a basket (protocol section 7.2). `limitPrice` is in rupees. */
export interface SecurityInput {
  readonly ticker: string;
  readonly quantity?: Optional<number>;
  readonly side?: Optional<'BUY' | 'SELL'>;
  readonly exchange?: Optional<'NSE' | 'BSE'>;
  readonly orderType?: Optional<'MARKET' | 'LIMIT'>;
  readonly limitPrice?: Optional<DecimalString>;
}

/** What a transaction is wanted for: `CreateTransactionInput` without what only the gateway itself needs. */
export interface TransactionInput {
  readonly intent: WireIntent;
  readonly securities?: Optional<readonly SecurityInput[]>;
  readonly smallcaseOrder?: Optional<{
    readonly type: WireSmallcaseOrderType;
    readonly scid?: Optional<string>;
    readonly iscid?: Optional<string>;
  }>;
  readonly holdingsImport?: Optional<{ readonly includeMutualFunds?: Optional<boolean> }>;
  readonly mutualFundImport?: Optional<MutualFundImportInput>;
  readonly investment?: Optional<{ readonly iscid: string }>;
  /** `orderId` is Gateway's own batch id here. */
  readonly cancelOrder?: Optional<{ readonly orderId: string; readonly symbol: string }>;
  readonly subscription?: Optional<{ readonly scid: string; readonly name?: Optional<string> }>;
  readonly notes?: Optional<string>;
}

/** Protocol section 7.5. Dates are `yyyy-mm-dd`; the phone has 10 digits and no country code. */
export interface MutualFundImportInput {
  readonly fromDate: string;
  readonly toDate?: Optional<string>;
  readonly pan: string;
  readonly phone?: Optional<string>;
  readonly email?: Optional<string>;
  readonly casDetail?: Optional<boolean>;
  readonly casSummary?: Optional<boolean>;
}

/** A checked request of protocol section 7, ready for `serialiseBody`. May hold personal data: never log it. */
export interface TransactionBody {
  readonly intent: WireIntent;
  readonly notes?: string;
  readonly version?: 'v2';
  readonly orderConfig?: Readonly<Record<string, unknown>>;
  readonly assetConfig?: Readonly<Record<string, unknown>>;
  readonly responseConfig?: Readonly<Record<string, unknown>>;
  readonly subscriptionConfig?: Readonly<Record<string, unknown>>;
}

/**
 * Checks everything and builds the request. Throws BAD_USER_INPUT with the path of the argument at fault, such as
 * `input.securities[1].quantity`; messages never repeat a value.
 */
export declare function buildTransactionBody(input: TransactionInput): TransactionBody;

/** The request's JSON; limit prices are numbers with exactly the digits given. */
export declare function serialiseBody(body: TransactionBody): string;

/** Whether only a connected token will do (protocol sections 7.1 and 7.3). */
export declare function requiresConnected(input: Pick<TransactionInput, 'intent' | 'smallcaseOrder'>): boolean;

/** Whether the transaction is always created as guest (protocol section 7.1). */
export declare function requiresGuest(input: Pick<TransactionInput, 'intent'>): boolean;
