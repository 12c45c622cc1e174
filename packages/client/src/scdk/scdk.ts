/**
 * Types of Gateway's SDK for browsers, version 2.0.0: a class `scDK` on `window` with promises and no events.
 * Source: protocol sections 18.1 and 25.
 */

/** Settings of `new scDK(…)`. */
export interface ScDKOptions {
  readonly gateway: string;
  readonly smallcaseAuthToken: string;
  readonly config?: { readonly amo?: boolean; readonly isLeprechaun?: boolean };
}

/** The first `new` makes the only instance; each later one returns it, with its first settings. */
export type ScDKConstructor = new (options: ScDKOptions) => ScDK;

/** An error that the SDK rejects with: a real `Error`, whose fields are its own. */
export interface ScDKError extends Error {
  readonly code?: number;
  readonly data?: { readonly smallcaseAuthToken?: string; readonly broker?: string };
}

/** What `triggerTransaction` resolves with; the fields depend on the intent (section 18.2). */
export interface ScDKTransactionResult {
  readonly smallcaseAuthToken?: string;
  readonly broker?: string;
  readonly transactionId?: string;
  readonly [field: string]: unknown;
}

/** Details for `signup`. */
export interface ScDKSignupDetails {
  readonly name?: string;
  readonly email?: string;
  readonly contact?: string;
  readonly pinCode?: string;
}

/** The SDK. Every promise rejects with a {@link ScDKError}. */
export interface ScDK {
  /** Switches to the user of another token. */
  init(options: { readonly smallcaseAuthToken: string }): Promise<unknown>;
  triggerTransaction(options: {
    readonly transactionId: string;
    readonly brokers?: readonly string[];
  }): Promise<ScDKTransactionResult>;
  /** As `triggerTransaction`, for mutual funds. */
  triggerMfTransaction?(options: { readonly transactionId: string }): Promise<ScDKTransactionResult>;
  brokerLogout(options?: object): Promise<unknown>;
  markArchived(options: { readonly iscid: string }): Promise<unknown>;
  /** Opens a broker account. */
  signup?(details?: ScDKSignupDetails): Promise<{ readonly leadId: string | null; readonly status: string }>;
  openSmallplug?(options?: object): Promise<unknown>;
}
