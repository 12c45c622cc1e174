/** The size of a ledger, in bytes. */
export interface LedgerSize {
  readonly bytes: number;
  /** The disk of an embedded ledger, and what this process may still write there; null elsewhere. */
  readonly disk: { readonly bytes: number; readonly freeBytes: number } | null;
}
