import type { FlowProgressQuery } from '../generated/graphql.js';
import type { FlowFailure } from './failure.js';
import { FlowDriver } from './flow.js';
import type { FlowKind, TransactionInput } from './flow-kind.js';
import type { FlowOptions } from './flow-storage.js';
import type { GatewaySdk } from './gateway-sdk.js';
import { reportOutcome } from './hand-over.js';
import type { FlowState } from './states.js';
import { type StartableFlow, withFlow } from './trade.js';
import type { TradeClient } from './trade-client.js';
import { checkParts } from './wrong-use.js';

/** Imported holdings: their age and number. Query `holdings` for the rows. */
export type ImportedHoldings = NonNullable<FlowProgressQuery['holdings']>;

/** The holdings as Dwar has them, also those from before the import; null if there are none. */
export interface HoldingsFound {
  readonly holdings: ImportedHoldings | null;
}

/** A mutual-fund import: how far it has come. Query `mutualFundImports` for the folios. */
export type FundsImport = NonNullable<FlowProgressQuery['mutualFundImports']>[number];

/** The import of the flow's transaction; null before the transaction was read. */
export interface FundsFound {
  readonly mutualFundImport: FundsImport | null;
}

/** What to import. */
export type ImportInput = Omit<TransactionInput, 'intent'>;

export type HoldingsImportState = FlowState<HoldingsFound>;
export type HoldingsImport = StartableFlow<HoldingsImportState, ImportInput>;
export type MutualFundImportState = FlowState<FundsFound>;
export type MutualFundImport = StartableFlow<MutualFundImportState, ImportInput>;

const HOLDINGS: FlowKind<HoldingsFound> = {
  name: 'holdings-import',
  purpose: {
    nothing: { holdings: null },
    needsSdkResult: false,
    isDone({ transaction, found: { holdings } }) {
      if (transaction.status !== 'COMPLETED' || holdings?.provenance !== 'CONFIRMED') return false;
      // Both by Dwar's clock; `createdAt` is by Gateway's, which may be ahead.
      const [created] = transaction.timeline;
      return created !== undefined && Date.parse(holdings.receivedAt) >= Date.parse(created.at);
    },
    isPlaced: () => false,
    failureOf: () => null,
  },
  select: (input) => ({ account: input?.brokerAccountId ?? null, withHoldings: true, withImports: false }),
  find: ({ holdings }) => ({ holdings: holdings ?? null }),
  // Holdings are shown only of a linked account: without the link there is nothing to wait for.
  async handOver(client, transaction, result) {
    return { failure: await reportOutcome(client, transaction, result), linkFailure: null };
  },
};

const FUNDS_FAILED: FlowFailure = {
  code: 'FAILED',
  message: 'the import has failed or expired: start another one',
  kind: null,
  isRetryable: true,
  retryAfterSeconds: null,
};

const FUNDS: FlowKind<FundsFound> = {
  name: 'mutual-fund-import',
  purpose: {
    nothing: { mutualFundImport: null },
    needsSdkResult: false,
    isDone: ({ found }) => found.mutualFundImport?.state === 'RECEIVED',
    isPlaced: () => false,
    failureOf({ transaction, found }) {
      const isFailed = found.mutualFundImport?.state === 'FAILED' && transaction.error === null;
      return isFailed ? FUNDS_FAILED : null;
    },
  },
  select: () => ({ account: null, withHoldings: false, withImports: true }),
  find(data, { id }) {
    const own = data.mutualFundImports?.find(({ transaction }) => transaction.id === id);
    return { mutualFundImport: own ?? null };
  },
  async handOver(client, transaction, result) {
    return { failure: null, linkFailure: await reportOutcome(client, transaction, result) };
  },
};

/**
 * Makes a flow that imports the holdings of a broker account by the SDK. It is `done` when Dwar has read the
 * holdings at Gateway after the import.
 */
export function createHoldingsImport(
  client: TradeClient,
  sdk: GatewaySdk,
  options: FlowOptions = {},
): HoldingsImport {
  checkParts('createHoldingsImport', client, sdk);
  return importing(new FlowDriver(HOLDINGS, client, sdk, options), 'HOLDINGS_IMPORT');
}

/**
 * Makes a flow that imports mutual funds by PAN in the SDK. It is `done` when the webhook has brought the
 * data; no read can replace it, so a flow that stays `confirming` with `AWAITING_DATA` for minutes is to be
 * reset and started again. PAN and contact are not stored.
 */
export function createMutualFundImport(
  client: TradeClient,
  sdk: GatewaySdk,
  options: FlowOptions = {},
): MutualFundImport {
  checkParts('createMutualFundImport', client, sdk);
  return importing(new FlowDriver(FUNDS, client, sdk, options), 'MF_HOLDINGS_IMPORT');
}

function importing<Found extends object>(
  driver: FlowDriver<Found>,
  intent: 'HOLDINGS_IMPORT' | 'MF_HOLDINGS_IMPORT',
): StartableFlow<FlowState<Found>, ImportInput> {
  return withFlow(driver, {
    start: (input: ImportInput, options?: { readonly brokers?: readonly string[] }) =>
      driver.start({ ...input, intent }, options?.brokers ?? null),
  });
}
