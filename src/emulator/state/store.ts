import { BoundedMap } from './bounded-map.js';
import type {
  AccountRecord,
  DeliveryRecord,
  FundShape,
  LeadRecord,
  SavedState,
  TransactionRecord,
  WebhookBehaviour,
} from './records.js';

/**
 * Maximum number of records of each kind. The oldest are dropped first; of deliveries, those no longer
 * pending.
 */
const STORE_BOUNDS = {
  transactions: 10_000,
  accounts: 10_000,
  batches: 20_000,
  deliveries: 5_000,
  leads: 10_000,
} as const;
/** Pending deliveries may exceed that bound up to this number. */
const OPEN_DELIVERIES_BOUND = 50_000;

/** Seeds that are remembered so that none is used twice. */
const USED_SEEDS_BOUND = 1_000;

/** After a crash, skips call numbers that may have been used but not saved. */
const NUMBERS_SKIPPED_AFTER_CRASH = 10_000;

/**
 * The state of the emulator, in memory, in bounded maps. Records are replaced, never changed in place; each
 * change calls the `onChange` listener, which schedules a write of the state file.
 */
export class Store {
  readonly transactions = new BoundedMap<TransactionRecord>(STORE_BOUNDS.transactions);
  readonly accounts = new BoundedMap<AccountRecord>(STORE_BOUNDS.accounts);
  readonly deliveries = new BoundedMap<DeliveryRecord>(STORE_BOUNDS.deliveries, {
    isKept: (record) => record.state === 'pending',
    keptBound: OPEN_DELIVERIES_BOUND,
  });
  readonly leads = new BoundedMap<LeadRecord>(STORE_BOUNDS.leads);
  readonly closedMarkets = new Set<string>();
  webhooks: WebhookBehaviour = { mode: 'normal', delayMs: 0 };
  /** How later webhooks of mutual-fund imports look. */
  fundShape: FundShape = 'dt';
  onChange: () => void = () => {};
  /** Transaction ids by batch id. */
  readonly #owners = new BoundedMap<string>(STORE_BOUNDS.batches);
  readonly #usedSeeds = new Set<string>();
  #seed: string;
  #callNumber = 0;
  #lastStampMs = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  get seed(): string {
    return this.#seed;
  }

  /**
   * Draws further ids from another seed, from its first number on. Returns false for one that was used here
   * before: its ids would repeat.
   */
  continueWith(seed: string): boolean {
    if (seed === this.#seed || this.#usedSeeds.has(seed)) return false;
    this.#rememberSeed(this.#seed);
    this.#seed = seed;
    this.#callNumber = 0;
    this.onChange();
    return true;
  }

  #rememberSeed(seed: string): void {
    this.#usedSeeds.add(seed);
    const [oldest] = this.#usedSeeds;
    if (this.#usedSeeds.size > USED_SEEDS_BOUND && oldest !== undefined) this.#usedSeeds.delete(oldest);
  }

  takeNumber(): number {
    this.#callNumber += 1;
    return this.#callNumber;
  }

  /** Returns the `timestamp` for a webhook: `nowMs`, or later if that one was used before. */
  takeStamp(nowMs: number): number {
    this.#lastStampMs = Math.max(nowMs, this.#lastStampMs + 1);
    return this.#lastStampMs;
  }

  putTransaction(record: TransactionRecord): TransactionRecord {
    this.#keepTransaction(record);
    this.onChange();
    return record;
  }

  /** Finds the transaction of a batch. */
  transactionOfBatch(batchId: string): TransactionRecord | undefined {
    return this.transactions.get(this.#owners.get(batchId) ?? '');
  }

  #keepTransaction(record: TransactionRecord): void {
    this.transactions.set(record.transactionId, record);
    for (const { batchId } of record.batches) this.#owners.set(batchId, record.transactionId);
  }

  putAccount(record: AccountRecord): AccountRecord {
    this.accounts.set(record.smallcaseAuthId, record);
    this.onChange();
    return record;
  }

  putDelivery(record: DeliveryRecord): DeliveryRecord {
    this.deliveries.set(record.id, record);
    this.onChange();
    return record;
  }

  putLead(record: LeadRecord): LeadRecord {
    this.leads.set(record.leadId, record);
    this.onChange();
    return record;
  }

  /** Clears everything and restarts with `seed`. */
  reset(seed: string): void {
    this.#seed = seed;
    this.#callNumber = 0;
    this.#lastStampMs = 0;
    this.#usedSeeds.clear();
    this.transactions.clear();
    this.#owners.clear();
    this.accounts.clear();
    this.deliveries.clear();
    this.leads.clear();
    this.closedMarkets.clear();
    this.webhooks = { mode: 'normal', delayMs: 0 };
    this.fundShape = 'dt';
    this.onChange();
  }

  save(clockOffsetMs: number, isClean: boolean): SavedState {
    return {
      version: 1,
      seed: this.#seed,
      usedSeeds: [...this.#usedSeeds],
      callNumber: this.#callNumber,
      clockOffsetMs,
      isClean,
      lastStampMs: this.#lastStampMs,
      webhooks: this.webhooks,
      fundShape: this.fundShape,
      closedMarkets: [...this.closedMarkets],
      transactions: this.transactions.values(),
      accounts: this.accounts.values(),
      deliveries: this.deliveries.values(),
      leads: this.leads.values(),
    };
  }

  /** Restores a saved state together with its seed, so that no id repeats. */
  restore(saved: SavedState): void {
    this.#seed = saved.seed;
    for (const seed of saved.usedSeeds ?? []) this.#usedSeeds.add(seed);
    this.#callNumber = saved.callNumber + (saved.isClean ? 0 : NUMBERS_SKIPPED_AFTER_CRASH);
    this.#lastStampMs = saved.lastStampMs;
    this.webhooks = saved.webhooks;
    this.fundShape = saved.fundShape ?? 'dt';
    for (const broker of saved.closedMarkets) this.closedMarkets.add(broker);
    for (const record of saved.transactions) this.#keepTransaction(record);
    for (const record of saved.accounts)
      this.accounts.set(record.smallcaseAuthId, withoutOldSubscriptions(record));
    for (const record of saved.deliveries) this.deliveries.set(record.id, record);
    for (const record of saved.leads ?? []) this.leads.set(record.leadId, record);
  }
}

/** State files of earlier versions name the smallcase of a subscription and nothing else of it. */
function withoutOldSubscriptions(record: AccountRecord): AccountRecord {
  return { ...record, subscriptions: record.subscriptions.filter((one) => typeof one === 'object') };
}
