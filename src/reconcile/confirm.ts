import { describeError } from '../core/describe-error.js';
import type { Moment, ReadMoment } from '../core/time/clock.js';
import type { Log } from '../core/log.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type { BatchFact, HoldingsFact, OrderDetailsFact, TransactionFact } from '../gateway/facts.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { GatewayError } from '../gateway/gateway-error.js';
import { accountsOfViewer, findBrokerAccount } from '../ledger/broker-accounts.js';
import { byQueries, type Decision, type Steps } from '../ledger/commits/decision.js';
import type { Keys, Picture } from '../ledger/commits/picture.js';
import { findHoldings } from '../ledger/holdings.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Queries, Unit } from '../ledger/unit.js';
import type { LongestWaits } from '../ledger/planned-reads.js';
import type { StoredTransaction } from '../ledger/transactions.js';
import type { TransactionSnapshot } from '../ledger/snapshots.js';
import { type FollowUpHandlers, settledOf } from './follow-ups.js';
import { noHoldings } from './no-holdings.js';

/** How reads of transactions change the ledger, and when they are scheduled. */
export interface TransactionHandlers {
  /** The rows of a transaction that a read changes. */
  keys(transaction: TransactionSnapshot): Keys;
  /** Whether merging a read of it takes more than one step. */
  takesSteps(picture: Picture, transaction: TransactionSnapshot): boolean;
  /** Merges the fact into the transaction and returns the result. */
  apply(
    picture: Picture,
    stored: StoredTransaction,
    fact: TransactionFact,
    moment: Moment,
  ): Steps<TransactionSnapshot>;
  /** Schedules the next read after a complete one. `before` is what was stored when the read began. */
  planNext(
    picture: Picture,
    before: StoredTransaction,
    transaction: TransactionSnapshot,
    moment: ReadMoment,
  ): Steps<void>;
  /** When the schedule would read next, counting failed reads as reads; null for never. */
  nextRead(stored: StoredTransaction, moment: ReadMoment): Promise<number | null>;
  /** The longest waits of the schedule. */
  readonly longestWaits: LongestWaits;
  /** Records that a transaction is no longer read although its schedule had not ended. */
  giveUp(picture: Picture, stored: StoredTransaction, now: number): Steps<void>;
  isSettled(status: TransactionFact['status']): boolean;
}

/** What a read did to what webhooks had reported. */
export interface Confirmed {
  /** How many hints it corrected. */
  readonly corrected: number;
  /** How old each hint of an order was that it confirmed or corrected, in milliseconds. */
  readonly hintAgesMs: readonly number[];
}

/** How reads of orders change the ledger. */
export interface OrderHandlers {
  /** The rows that the first batches of a transaction change. */
  keys(transactionId: string, batches: readonly BatchFact[]): Keys;
  /** Whether merging the batches, or looking through the stored orders, takes more than one step. */
  takesSteps(picture: Picture, transactionId: string, batches: readonly BatchFact[]): boolean;
  /** Merges confirmed batches of the transaction. */
  apply(
    picture: Picture,
    transaction: TransactionSnapshot,
    batches: readonly BatchFact[],
    now: number,
  ): Steps<Confirmed>;
  /**
   * Retracts hinted orders that the read of a settled transaction does not contain. Returns how many, and
   * whether none is left to retract.
   */
  retractMissing(
    picture: Picture,
    transaction: TransactionSnapshot,
    batches: readonly BatchFact[],
    now: number,
  ): Steps<{ readonly retracted: number; readonly isDone: boolean }>;
  /** Whether upstream no longer changes the order. */
  isSettled(batch: BatchFact): boolean;
}

/** How holdings are read, and how a read changes the ledger. */
export interface HoldingsHandlers {
  /** An authenticated read of an account's holdings. */
  read(authId: string): Promise<HoldingsFact>;
  /**
   * Merges confirmed holdings of an account that is linked to the viewer. Returns how many hints they
   * corrected.
   */
  apply(unit: Unit, viewerId: string, fact: HoldingsFact, moment: Moment): Promise<number>;
}

/** What reads do; provided by the features that own the state. */
export interface ReadHandlers {
  readonly transactions: TransactionHandlers;
  readonly orders: OrderHandlers;
  readonly holdings: HoldingsHandlers;
  readonly followUps: FollowUpHandlers;
}

export interface ConfirmCollaborators {
  readonly ledger: Ledger;
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly log: Log;
  readonly moment: () => ReadMoment;
  readonly handlers: ReadHandlers;
  /** Called after a commit in which reads corrected hints: a captured proof may be in use. */
  readonly onCorrected: (transactionId: string, count: number) => void;
  /** Called after a commit in which a read confirmed orders, with the ages of their hints. */
  readonly onConfirmed: (hintAgesMs: readonly number[]) => void;
}

/** Everything one read of a transaction returned. */
export interface Findings {
  readonly fact: TransactionFact;
  readonly batches: readonly BatchFact[];
  /** Whether every order of it could be read: one that was not found may still exist otherwise. */
  readonly isWhole: boolean;
  readonly holdings: readonly HoldingsFact[];
  /** The time that had certainly come when Gateway was asked: what was not there may have come since. */
  readonly certainAt: number;
  /** Why its orders or holdings could not be read; null if all were read. */
  readonly error: GatewayError | null;
}

/**
 * Reads one of our own transactions, with its orders and imported holdings, and stores what was found
 * (guarantee G4). The read asks by the transaction's own id, never by an id taken from a delivery.
 * `claimedUntil` is the due time this reader has set: when it has changed by the end, a hint came meanwhile,
 * and the transaction stays due; a reader that has set none gives the due time as it is. Throws
 * `GatewayError` when a part could not be read; what was read is stored all the same, and takes back nothing.
 */
export async function confirmTransaction(
  deps: ConfirmCollaborators,
  stored: StoredTransaction,
  claimedUntil: number | null,
): Promise<void> {
  const findings = await readFromGateway(deps, stored.snapshot);
  const { transactionId } = stored.snapshot;
  const { corrected, hintAgesMs } = await deps.ledger.decide(
    storeFindings(deps, stored.snapshot, findings, claimedUntil),
    'read',
  );
  if (corrected > 0) deps.onCorrected(transactionId, corrected);
  deps.onConfirmed(hintAgesMs);
  if (findings.error !== null) throw findings.error;
}

async function readFromGateway(deps: ConfirmCollaborators, known: TransactionSnapshot): Promise<Findings> {
  const { gateway } = deps;
  const { transactionId, orderKind } = known;
  const { certainNow: certainAt } = deps.moment();
  const { token } = await deps.tokens.mintGuest(OWN_TOKEN_TTL_SECONDS);
  const fact = await gateway.transactionDetails(transactionId, token);
  // Order details hide an order until its transaction is completed (protocol section 10).
  const details = await attempt(NO_ORDERS, async () =>
    orderKind !== null && fact.status === 'COMPLETED'
      ? await gateway.orderDetails(transactionId, orderKind, token)
      : NO_ORDERS,
  );
  const holdings = await attempt([], () => readImportedHoldings(deps, known, fact, certainAt));
  return {
    fact,
    certainAt,
    batches: orderKind === null ? [] : allBatches(known, fact, details.value.batches),
    isWhole: fact.isWhole && details.value.isWhole,
    holdings: holdings.value,
    error: holdings.error ?? details.error,
  };
}

const NO_ORDERS: OrderDetailsFact = { batches: [], isWhole: true };

/** The result of one part of a read: empty with the error if Gateway did not provide it. */
interface Part<T> {
  readonly value: T;
  readonly error: GatewayError | null;
}

async function attempt<T>(empty: T, read: () => Promise<T>): Promise<Part<T>> {
  try {
    return { value: await read(), error: null };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { value: empty, error };
  }
}

/** The batches of order details, and those that only the transaction itself contains. */
function allBatches(
  { transactionId }: TransactionSnapshot,
  fact: TransactionFact,
  details: readonly BatchFact[],
): readonly BatchFact[] {
  const detailed = new Set(details.map((batch) => batch.batchId));
  const own = fact.batches.filter((batch) => (batch.transactionId ?? transactionId) === transactionId);
  const all = [...details, ...own.filter((batch) => !detailed.has(batch.batchId))];
  // Every order of a transaction is of the smallcase that its outcome names.
  return all.map((batch) => ({ ...batch, smallcase: batch.smallcase ?? fact.smallcase }));
}

/**
 * The holdings of an import are read only for the viewer to whom the account is linked (guarantee G10): those
 * of the account that completed it, and those that only a webhook reported.
 */
async function readImportedHoldings(
  deps: ConfirmCollaborators,
  known: TransactionSnapshot,
  fact: TransactionFact,
  certainAt: number,
): Promise<readonly HoldingsFact[]> {
  if (known.intent !== 'HOLDINGS_IMPORT') return [];
  const { db } = deps.ledger;
  const hinted = await hintedAccounts(db, known.viewerId);
  const completedBy = fact.status === 'COMPLETED' ? fact.authId : null;
  const account = completedBy === null ? null : await findBrokerAccount(db, completedBy);
  const own = account?.viewerId === known.viewerId ? [account.authId] : [];
  // While the import may still be in progress, its webhook may be ahead of what can be read.
  const isOver = deps.handlers.transactions.isSettled(fact.status) || certainAt > known.expireAt;
  const found: HoldingsFact[] = [];
  for (const authId of new Set([...own, ...hinted])) {
    const isRetracted = isOver && hinted.includes(authId);
    const holdings = await readHoldingsOf(deps, authId, isRetracted);
    if (holdings !== null) found.push(holdings);
  }
  return found;
}

/** When Gateway has none of this account: no holdings if that takes back a hint, otherwise null. */
async function readHoldingsOf(
  deps: ConfirmCollaborators,
  authId: string,
  isRetracted: boolean,
): Promise<HoldingsFact | null> {
  try {
    return await deps.handlers.holdings.read(authId);
  } catch (error) {
    if (!(error instanceof GatewayError) || error.kind !== 'rejected') throw error;
    deps.log.warn({ err: describeError(error) }, 'imported holdings are not there');
    return isRetracted && error.status === 404 ? noHoldings(authId) : null;
  }
}

/**
 * The viewer's accounts whose holdings only a webhook reported: its import may have failed or never happened.
 */
async function hintedAccounts(db: Queries, viewerId: string): Promise<string[]> {
  const hinted: string[] = [];
  for (const { authId } of await accountsOfViewer(db, viewerId)) {
    if ((await findHoldings(db, authId))?.provenance === 'WEBHOOK') hinted.push(authId);
  }
  return hinted;
}

/** Stores what a read has found. Decides how many hints it corrected. */
export function storeFindings(
  deps: Pick<ConfirmCollaborators, 'handlers' | 'moment'>,
  known: TransactionSnapshot,
  findings: Findings,
  claimedUntil: number | null,
): Decision<Confirmed> {
  const { transactions, orders, followUps } = deps.handlers;
  const { transactionId } = known;
  const { batches, holdings } = findings;
  const keys = { ...orders.keys(transactionId, batches), ...transactions.keys(known) };
  const takesSteps = (picture: Picture) =>
    holdings.length > 0 ||
    followUps.mayHave(known, settledOf(deps.handlers.orders, batches)) ||
    transactions.takesSteps(picture, known) ||
    orders.takesSteps(picture, transactionId, batches);
  return {
    keys,
    scope: { transactions: [transactionId] },
    *decide(picture) {
      // From its second step on, nothing else is decided until it has ended: no hint comes in between.
      if (takesSteps(picture)) yield keys;
      return yield* store(deps, picture, { transactionId, keys }, findings, claimedUntil);
    },
  };
}

function* store(
  deps: Pick<ConfirmCollaborators, 'handlers' | 'moment'>,
  picture: Picture,
  { transactionId, keys }: { readonly transactionId: string; readonly keys: Keys },
  { fact, batches, isWhole, holdings, certainAt, error }: Findings,
  claimedUntil: number | null,
): Steps<Confirmed> {
  const { handlers } = deps;
  const moment = { ...deps.moment(), certainNow: certainAt };
  const stored = picture.transaction(transactionId);
  if (stored === null) return { corrected: 0, hintAgesMs: [] };
  const wasHinted = stored.readAt !== claimedUntil;
  const snapshot = yield* handlers.transactions.apply(picture, stored, fact, moment);
  // A hint that came during the read may be newer than it: only what is settled may overrule it, the next
  // read decides the rest.
  const certain = wasHinted ? batches.filter((batch) => handlers.orders.isSettled(batch)) : batches;
  const confirmed = yield* handlers.orders.apply(picture, snapshot, certain, moment.now);
  let { corrected } = confirmed;
  // A transaction that expired unused has no order; a hint newer than this read may still report one.
  const isUnused = snapshot.status === 'INITIALIZED' && moment.certainNow > snapshot.expireAt && !wasHinted;
  let isDone = true;
  if (error === null && isWhole && (handlers.transactions.isSettled(fact.status) || isUnused)) {
    const retraction = yield* handlers.orders.retractMissing(picture, snapshot, batches, moment.now);
    corrected += retraction.retracted;
    isDone = retraction.isDone;
  }
  if (holdings.length > 0) {
    corrected += yield* byQueries((unit) => storeHoldings(deps, unit, snapshot.viewerId, holdings, moment));
    yield keys;
  }
  const settled = settledOf(deps.handlers.orders, batches);
  if (handlers.followUps.mayHave(snapshot, settled)) {
    yield* byQueries((unit) => handlers.followUps.apply(unit, snapshot, settled, moment));
    yield keys;
  }
  // The rest is left to another read, which may find that an order exists after all.
  if (!isDone) picture.bringReadForward(transactionId, moment.upstreamNow);
  else if (error === null && !wasHinted)
    yield* handlers.transactions.planNext(picture, stored, snapshot, moment);
  return { corrected, hintAgesMs: confirmed.hintAgesMs };
}

/** Returns how many hints were corrected. */
async function storeHoldings(
  deps: Pick<ConfirmCollaborators, 'handlers'>,
  unit: Unit,
  viewerId: string,
  holdings: readonly HoldingsFact[],
  moment: Moment,
): Promise<number> {
  let corrected = 0;
  for (const each of holdings) corrected += await deps.handlers.holdings.apply(unit, viewerId, each, moment);
  return corrected;
}
