import { describeError } from '../core/describe-error.js';
import type { Moment } from '../core/clock.js';
import type { Log } from '../core/log.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { BatchFact, HoldingsFact, TransactionFact } from '../gateway/facts.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { accountsOfViewer, findBrokerAccount } from '../ledger/broker-accounts.js';
import { findHoldings } from '../ledger/holdings.js';
import type { Ledger, Queries, Unit } from '../ledger/ledger.js';
import { planRead } from '../ledger/planned-reads.js';
import { findTransaction, type StoredTransaction, type TransactionSnapshot } from '../ledger/transactions.js';

/** What a read does to the ledger; handed in by the features that own it. */
export interface ReadHandlers {
  /** Merges the transaction, plans its next read, and returns it as it is now. */
  applyTransaction(
    unit: Unit,
    stored: StoredTransaction,
    fact: TransactionFact,
    moment: Moment,
  ): Promise<TransactionSnapshot>;
  /** Merges confirmed batches of the transaction. Returns how many hints they corrected, as the next two do. */
  applyBatches(
    unit: Unit,
    transaction: TransactionSnapshot,
    batches: readonly BatchFact[],
    now: number,
  ): Promise<number>;
  /** Takes back hinted orders that the read of a transaction which is over does not contain. */
  retractMissing(
    unit: Unit,
    transaction: TransactionSnapshot,
    batches: readonly BatchFact[],
    now: number,
  ): Promise<number>;
  /** Merges confirmed holdings of an account that is linked to the viewer. */
  applyHoldings(unit: Unit, viewerId: string, fact: HoldingsFact, now: number): Promise<number>;
  /** An authenticated read of an account's holdings. */
  readHoldings(authId: string): Promise<HoldingsFact>;
  /** Whether upstream will not change the order any more. */
  isSettledOrder(batch: BatchFact): boolean;
  isSettled(status: TransactionFact['status']): boolean;
}

export interface ConfirmCollaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly log: Log;
  readonly moment: () => Moment;
  readonly handlers: ReadHandlers;
  /** Called after a commit in which reads corrected hints: somebody may be playing with a captured proof. */
  readonly onCorrected: (transactionId: string, count: number) => void;
}

/** Everything one look at a transaction found. */
interface Findings {
  readonly fact: TransactionFact;
  readonly batches: readonly BatchFact[];
  readonly holdings: HoldingsFact | null;
}

/**
 * Reads one of our own transactions, with its orders and imported holdings, and stores what was found (guarantee G4). The read asks
 * by the transaction's own id, never by an id taken from a delivery. `claimedUntil` is the due time this reader has set: when it has
 * changed by the end, a hint came meanwhile, and the transaction stays due.
 * Throws `GatewayError` when a part could not be read; nothing is stored then.
 */
export async function confirmTransaction(
  deps: ConfirmCollaborators,
  stored: StoredTransaction,
  claimedUntil: number,
): Promise<void> {
  const findings = await look(deps, stored.snapshot);
  const { transactionId } = stored.snapshot;
  const corrected = await deps.ledger.write((unit) =>
    store(deps, unit, transactionId, findings, claimedUntil),
  );
  if (corrected > 0) deps.onCorrected(transactionId, corrected);
}

async function look(deps: ConfirmCollaborators, known: TransactionSnapshot): Promise<Findings> {
  const { gateway } = deps;
  const { token } = await deps.tokens.mintGuest(OWN_TOKEN_TTL_SECONDS);
  const fact = await gateway.transactionDetails(known.transactionId, token);
  // Order details hide an order until its transaction is completed (protocol section 10).
  const hasDetails = known.orderKind !== null && fact.status === 'COMPLETED';
  const details = hasDetails ? await gateway.orderDetails(known.transactionId, known.orderKind, token) : [];
  const detailed = new Set(details.map((batch) => batch.batchId));
  const own = fact.batches.filter(
    (batch) => (batch.transactionId ?? known.transactionId) === known.transactionId,
  );
  const batches = [...details, ...own.filter((batch) => !detailed.has(batch.batchId))];
  const holdings = await lookAtHoldings(deps, known, fact);
  return { fact, batches: known.orderKind === null ? [] : batches, holdings };
}

/** The holdings of an import are read only for the viewer to whom the account is linked (guarantee G10). */
async function lookAtHoldings(
  deps: ConfirmCollaborators,
  known: TransactionSnapshot,
  fact: TransactionFact,
): Promise<HoldingsFact | null> {
  if (known.intent !== 'HOLDINGS_IMPORT') return null;
  const { db } = deps.ledger;
  const hinted = await hintedAccount(db, known.viewerId);
  const authId = fact.status === 'COMPLETED' ? fact.authId : hinted;
  const account = authId === null ? null : await findBrokerAccount(db, authId);
  if (account?.viewerId !== known.viewerId) return null;
  try {
    return await deps.handlers.readHoldings(account.authId);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'rejected') throw error;
    deps.log.warn({ err: describeError(error) }, 'imported holdings are not there');
    // While the import may still be under way, its webhook may be ahead of what can be read.
    const isOver = deps.handlers.isSettled(fact.status) || deps.moment().upstreamNow > known.expireAt;
    return isOver && error.status === 404 && hinted === account.authId ? noHoldings(hinted) : null;
  }
}

/** The viewer's account whose holdings only a webhook told: the import it named may have failed or never been done. */
async function hintedAccount(db: Queries, viewerId: string): Promise<string | null> {
  for (const { authId } of await accountsOfViewer(db, viewerId)) {
    if ((await findHoldings(db, authId))?.provenance === 'WEBHOOK') return authId;
  }
  return null;
}

/** What a read tells of an account that was never imported, against a webhook that told otherwise. */
function noHoldings(authId: string): HoldingsFact {
  return {
    authId,
    broker: null,
    version: 'v2',
    securities: [],
    smallcases: [],
    mutualFunds: null,
    snapshotAt: null,
    lastUpdateAt: null,
    isUpdating: false,
  };
}

/** Returns how many hints were corrected. */
async function store(
  deps: ConfirmCollaborators,
  unit: Unit,
  transactionId: string,
  { fact, batches, holdings }: Findings,
  claimedUntil: number,
): Promise<number> {
  const { handlers } = deps;
  const moment = deps.moment();
  const stored = await findTransaction(unit.db, transactionId);
  if (stored === null) return 0;
  const wasHinted = stored.readAt !== claimedUntil;
  const snapshot = await handlers.applyTransaction(unit, stored, fact, moment);
  // A hint that came during the read may be newer than it: only what is settled may overrule it, the next read decides the rest.
  const certain = wasHinted ? batches.filter((batch) => handlers.isSettledOrder(batch)) : batches;
  let corrected = await handlers.applyBatches(unit, snapshot, certain, moment.now);
  // A transaction nobody used in its time has no order; a hint newer than this read may still tell of one.
  const isUnused = snapshot.status === 'INITIALIZED' && moment.upstreamNow > snapshot.expireAt && !wasHinted;
  if (handlers.isSettled(fact.status) || isUnused) {
    corrected += await handlers.retractMissing(unit, snapshot, batches, moment.now);
  }
  if (holdings !== null)
    corrected += await handlers.applyHoldings(unit, snapshot.viewerId, holdings, moment.now);
  if (wasHinted) await planRead(unit, transactionId, { readAt: stored.readAt, reads: stored.reads });
  return corrected;
}
