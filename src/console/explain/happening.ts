import type { OrderSnapshot, TransactionSnapshot } from '../../ledger/snapshots.js';
import type { TimelineEntry } from '../../ledger/timeline.js';

/** An entry with what it left behind, as far as that is still in the log. */
export interface Happening {
  readonly entry: TimelineEntry;
  readonly order: OrderSnapshot | null;
  readonly transaction: TransactionSnapshot | null;
  /** Whether a read has shown that the order never was. */
  readonly isRetraction: boolean;
  /** Whether the read contradicted what a webhook had reported. */
  readonly isCorrection: boolean;
}
