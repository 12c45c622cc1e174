import DataLoader from 'dataloader';
import type { MutualFundTransactionFact } from '../gateway/facts.js';
import type { RequestLoaders } from '../graphql/context.js';
import type { Ledger } from '../ledger/ledger.js';
import {
  countMutualFundImports,
  findMutualFundImport,
  findStatement,
  mutualFundImportsOfViewer,
} from '../ledger/mutual-funds/imports.js';
import type { Slice } from '../ledger/slice.js';
import type { MutualFundImportSnapshot } from '../ledger/snapshots.js';
import type { Viewer } from '../viewer/viewer.js';

/** Reads the viewer's imports of mutual funds by PAN (guarantee G7). */
export class MutualFundImportsService {
  constructor(private readonly ledger: Ledger) {}

  /** A part of the viewer's imports, the one that was asked for last first. */
  list(viewer: Viewer, slice: Slice): Promise<MutualFundImportSnapshot[]> {
    return mutualFundImportsOfViewer(this.ledger.db, viewer.id, slice);
  }

  count(viewer: Viewer): Promise<number> {
    return countMutualFundImports(this.ledger.db, viewer.id);
  }

  /** The import of one of the viewer's transactions; null for any other. */
  find(viewer: Viewer, transactionId: string): Promise<MutualFundImportSnapshot | null> {
    return findMutualFundImport(this.ledger.db, viewer.id, transactionId);
  }

  /** The rows of an import's statement; empty when it has none, or is not the viewer's. */
  statement(
    viewer: Viewer,
    transactionId: string,
    loaders: RequestLoaders,
  ): Promise<readonly MutualFundTransactionFact[]> {
    return loaders.of(this.#statements).load({ viewerId: viewer.id, transactionId });
  }

  // One of them may be megabytes of JSON: it is parsed once, however many aliases ask for it.
  readonly #statements = () =>
    new DataLoader<StatementKey, readonly MutualFundTransactionFact[]>(
      async (keys) => {
        const found = new Map<string, readonly MutualFundTransactionFact[]>();
        for (const { viewerId, transactionId } of keys)
          if (!found.has(transactionId))
            found.set(transactionId, (await findStatement(this.ledger.db, viewerId, transactionId)) ?? []);
        return keys.map(({ transactionId }) => found.get(transactionId) ?? []);
      },
      { cache: false },
    );
}

interface StatementKey {
  readonly viewerId: string;
  readonly transactionId: string;
}
