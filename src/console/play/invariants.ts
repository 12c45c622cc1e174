import { type Clock, monotonicMs } from '../../core/time/clock.js';
import {
  deliveriesByDigest,
  knownTransactions,
  newestOrderChanges,
  openHints,
  type OpenHint,
  type OrderChange,
} from '../../ledger/operator/checks.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { EmulatorControl, ReceivedCall, SentWebhook } from './emulator-control.js';
import type { ScenarioPlayer } from './scenario-player.js';

/** A guarantee that is counted. */
export type Counted = 'G1' | 'G2' | 'G3' | 'G4' | 'G5' | 'G6';

/** How often a guarantee was broken, and how much was looked at; `looked` 0 proves nothing yet. */
export interface Invariant {
  readonly guarantee: Counted;
  readonly broken: number;
  readonly looked: number;
}

/** Newest calls and webhooks of the emulator that one look covers. */
const CALLS_LOOKED_AT = 1_000;
const WEBHOOKS_LOOKED_AT = 200;
/** How long what is only late may last, in milliseconds of our clock. */
const LATE_MS = 15_000;
/** Most breaches that are remembered for each guarantee. */
const REMEMBERED_MAX = 1_000;
/** Kept deliveries without a transaction are removed after seven days. */
const KEPT_MS = 6 * 24 * 3_600_000;
/** How long Dwar reads a used transaction after its expiry. */
const READ_AFTER_EXPIRY_MS = 24 * 3_600_000;
/** Reads that an app's own reports of one transaction may add. */
const REPORTS_ALLOWED = 10;

interface InvariantsOptions {
  readonly ledger: Pick<Ledger, 'db'>;
  readonly clock: Clock;
  readonly control: Pick<EmulatorControl, 'receivedCalls' | 'sentWebhooks'>;
  readonly watchStream: ScenarioPlayer['watchStream'];
  /** Gateway's time, epoch milliseconds. */
  readonly upstreamNow: () => number;
  /** The most reads that the plan makes of one transaction over its whole life. */
  readonly plannedReadsMax: number;
}

/**
 * Counts breaches of guarantees from what the emulator received and sent, and from what the ledger holds. A
 * breach that was seen once stays counted, except that of G4, which ends when the hint is confirmed.
 */
export class Invariants {
  readonly #breaches = new Map<Counted, Set<string>>();
  readonly #lateSince = new Map<string, number>();

  constructor(private readonly options: InvariantsOptions) {}

  /** Looks once. Throws EMULATOR_UNAVAILABLE. */
  async look(): Promise<readonly Invariant[]> {
    const { ledger, control, watchStream } = this.options;
    const [calls, webhooks, hints, changes, stream] = await Promise.all([
      control.receivedCalls(CALLS_LOOKED_AT),
      control.sentWebhooks(WEBHOOKS_LOOKED_AT),
      openHints(ledger.db),
      newestOrderChanges(ledger.db),
      watchStream(),
    ]);
    return [
      await this.#creations(calls),
      await this.#acknowledged(webhooks),
      this.#finals(changes),
      this.#hints(hints),
      this.#reads(calls, webhooks),
      { guarantee: 'G6', broken: stream.faults, looked: stream.events },
    ];
  }

  /** G1: a creation that Gateway answered is in the ledger; that of a second call for a key is not. */
  async #creations(calls: readonly ReceivedCall[]): Promise<Invariant> {
    const ids = calls.filter(isAnsweredCreation).flatMap(({ transactionId }) => transactionId ?? []);
    const known = await knownTransactions(this.options.ledger.db, ids);
    // Its answer may be on the way to the ledger.
    const unknown = this.#lateOf('G1', new Set(ids.filter((id) => !known.has(id))));
    return this.#remembered('G1', unknown, ids.length);
  }

  /** G2: the bytes of an acknowledged webhook are in the inbox. */
  async #acknowledged(webhooks: readonly SentWebhook[]): Promise<Invariant> {
    const since = this.options.upstreamNow() - KEPT_MS;
    const acknowledged = webhooks.filter(
      ({ attempts, createdAt }) => Date.parse(createdAt) >= since && attempts.some(isAcknowledged),
    );
    const digests = acknowledged.map(({ sha256 }) => sha256);
    const stored = await deliveriesByDigest(this.options.ledger.db, digests);
    const missing = digests.filter((digest) => !stored.has(digest));
    return this.#remembered('G2', missing, digests.length);
  }

  /** G3: an order that was final stays as it was. */
  #finals(changes: readonly OrderChange[]): Invariant {
    const finals = new Map<string, string>();
    const changed: string[] = [];
    for (const { batchId, seq, order } of changes) {
      const before = finals.get(batchId);
      const isSame = order?.isFinal === true && order.status === before;
      if (before !== undefined && !isSame) changed.push(`${batchId} ${seq}`);
      if (before === undefined && order?.isFinal === true) finals.set(batchId, order.status);
    }
    return this.#remembered('G3', changed, finals.size);
  }

  /** G4: for each hint a read that confirms or retracts it is planned, and not overdue. */
  #hints(hints: readonly OpenHint[]): Invariant {
    const now = this.options.upstreamNow();
    const watched = hints.filter(({ transaction }) => isStillRead(transaction, now));
    const isUnread = ({ readAt }: OpenHint) => readAt === null || readAt <= now;
    const unread = new Set(watched.filter(isUnread).map(({ batchId }) => batchId));
    return { guarantee: 'G4', broken: this.#lateOf('G4', unread).length, looked: watched.length };
  }

  /** G5: no transaction is read more often than by the plan, once for each webhook, and for reports. */
  #reads(calls: readonly ReceivedCall[], webhooks: readonly SentWebhook[]): Invariant {
    const reads = countBy(calls.filter(isAnsweredRead), ({ transactionId }) => [transactionId, 1]);
    const hints = countBy(webhooks, ({ transactionId, attempts }) => [transactionId, attempts.length]);
    const { plannedReadsMax } = this.options;
    const over = [...reads].filter(
      ([id, count]) => count > plannedReadsMax + (hints.get(id) ?? 0) + REPORTS_ALLOWED,
    );
    const ids = over.map(([id]) => id);
    return this.#remembered('G5', ids, reads.size);
  }

  /** Those that have been so at each look for 15 s. */
  #lateOf(guarantee: Counted, keys: ReadonlySet<string>): readonly string[] {
    const now = monotonicMs(this.options.clock);
    const nameOf = (key: string) => `${guarantee} ${key}`;
    for (const name of this.#lateSince.keys()) {
      if (name.startsWith(`${guarantee} `) && !keys.has(name.slice(guarantee.length + 1)))
        this.#lateSince.delete(name);
    }
    for (const key of keys) {
      if (!this.#lateSince.has(nameOf(key))) this.#lateSince.set(nameOf(key), now);
    }
    return [...keys].filter((key) => now - (this.#lateSince.get(nameOf(key)) ?? now) >= LATE_MS);
  }

  #remembered(guarantee: Counted, found: readonly string[], looked: number): Invariant {
    const breaches = this.#breaches.get(guarantee) ?? new Set<string>();
    for (const breach of found) if (breaches.size < REMEMBERED_MAX) breaches.add(breach);
    this.#breaches.set(guarantee, breaches);
    return { guarantee, broken: breaches.size, looked };
  }
}

function isAnsweredCreation({ method, path, status }: ReceivedCall): boolean {
  return method === 'POST' && path.endsWith('/transaction') && status === 200;
}

function isAnsweredRead({ method, path, status }: ReceivedCall): boolean {
  return method === 'GET' && path.includes('transactiondetails') && status === 200;
}

function isAcknowledged({ status }: SentWebhook['attempts'][number]): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Gateway may keep a transaction in a state that proves nothing of its order, until the plan ends. */
function isStillRead({ isStale, expireAt }: OpenHint['transaction'], now: number): boolean {
  return !isStale && now < expireAt + READ_AFTER_EXPIRY_MS;
}

/** The sum of the numbers of each key; a row without a key does not count. */
function countBy<Row>(
  rows: readonly Row[],
  entryOf: (row: Row) => readonly [string | null, number],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const [key, count] = entryOf(row);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}
