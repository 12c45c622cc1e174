import { SingleFlight } from '../core/single-flight.js';
import { GatewayError } from '../gateway/gateway-error.js';
import type { Refusal } from '../graphql/failure.js';
import { gatewayRefusal } from '../graphql/gateway-refusal.js';
import type { Ledger } from '../ledger/ledger.js';
import { type Revised, revised } from '../ledger/object-revisions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { findTransaction, type StoredTransaction } from '../ledger/transactions.js';
import { ownTransaction } from '../viewer/ownership.js';
import type { Viewer } from '../viewer/viewer.js';

/** The transaction after a read, or why it could not be read. */
type RefreshOutcome = { readonly transaction: Revised<TransactionSnapshot> } | Refusal;

interface Collaborators {
  readonly ledger: Ledger;
  /** Reads a transaction with its orders at Gateway and stores what was found. Throws `GatewayError`. */
  readonly read: (stored: StoredTransaction) => Promise<void>;
}

/** Serves `refreshTransaction`: an authenticated read when the viewer asks, besides the planned ones. */
export class TransactionRefresher {
  /** Equal refreshes share one read. */
  readonly #reads = new SingleFlight<void>();

  constructor(private readonly deps: Collaborators) {}

  /** Throws NOT_FOUND. A read that fails leaves what was known, and the plan of reads, as they are. */
  async refresh(viewer: Viewer, argument: string, signal?: AbortSignal): Promise<RefreshOutcome> {
    const { ledger, read } = this.deps;
    const stored = await ownTransaction(ledger.db, viewer, argument);
    const { transactionId } = stored.snapshot;
    try {
      await this.#reads.run(JSON.stringify([viewer.id, transactionId]), () => read(stored), signal);
    } catch (error) {
      if (signal?.aborted === true) return { refused: 'GATEWAY_UNAVAILABLE' };
      if (!(error instanceof GatewayError)) throw error;
      return gatewayRefusal(error);
    }
    const after = await findTransaction(ledger.db, transactionId);
    return { transaction: revised(after ?? stored) };
  }
}
