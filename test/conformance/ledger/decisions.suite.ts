import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { Secret } from '../../../src/core/secret.js';
import type { HintOutcome } from '../../../src/ledger/deliveries/deliveries.js';
import { saveBrokerAccount } from '../../../src/ledger/broker-accounts.js';
import { type Decision, byQueries } from '../../../src/ledger/commits/decision.js';
import type { TransactionStatus } from '../../../src/gateway/facts.js';
import { createReadHandlers } from '../../../src/app/read-handlers.js';
import { type Confirmed, storeFindings } from '../../../src/reconcile/confirm.js';
import { present } from '../../support/documents.js';
import { Tombstones } from '../../../src/ledger/erasure/tombstones.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { findTransaction, insertTransaction } from '../../../src/ledger/transactions.js';
import { applyOrderHint, keysOfOrderHint } from '../../../src/orders/order-hint.js';
import { type HintHandler, Inbox, withQueries } from '../../../src/webhooks/inbox.js';
import type { ReadWebhook } from '../../../src/webhooks/reader.js';
import { verifyAndRead } from '../../../src/webhooks/stages.js';
import { TEST_KEYS } from '../../support/emulator.js';
import { batchFact, transaction, transactionFact } from '../../support/facts.js';
import type { LedgerImplementation, TestLedger } from '../../support/ledger.js';
import { batch, checksum, leg } from '../../support/webhook.js';

const NOW = 1_764_300_000_000;
/** Until when a reader has claimed the first transaction. */
const CLAIMED_UNTIL = NOW + 60_000;
const LIFETIME = { createdAt: NOW, expireAt: NOW + 900_000 };
const SECRETS = [new Secret(TEST_KEYS.apiSecret)];
const ACCOUNTS = { own: 'a'.repeat(24), others: 'b'.repeat(24) };

/** The number of a transaction that its delivery leaves out. */
const NOT_NAMED = 4;

/** One delivery of a generated flood, by small numbers. */
interface Sent {
  readonly transaction: number;
  readonly batches: readonly { readonly order: number; readonly filled: number }[];
  readonly account: keyof typeof ACCOUNTS;
  readonly stamp: number;
  readonly isReadable: boolean;
}

const orders = fc.record({ order: fc.nat({ max: 4 }), filled: fc.nat({ max: 3 }) });
const sent: fc.Arbitrary<Sent> = fc.record({
  // The last one is not known.
  transaction: fc.nat({ max: 3 }),
  batches: fc.array(orders, { minLength: 1, maxLength: 30 }),
  account: fc.constantFrom('own', 'own', 'own', 'others'),
  stamp: fc.nat({ max: 2 }),
  isReadable: fc.boolean(),
});

/** What a read has found of a transaction, by small numbers. */
interface Read {
  readonly read: number;
  readonly status: TransactionStatus;
  readonly batches: Sent['batches'];
}

const read: fc.Arbitrary<Read> = fc.record({
  read: fc.nat({ max: 2 }),
  status: fc.constantFrom('INITIALIZED', 'USED', 'PROCESSING', 'COMPLETED', 'ERRORED'),
  batches: fc.array(orders, { maxLength: 5 }),
});

/** Decisions on deliveries and reads, on every database. */
export function decisionsSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  let ledger: Ledger;
  let worlds = 0;

  beforeAll(async () => {
    open = await implementation.open();
    ledger = open.ledger;
    const other = { authId: ACCOUNTS.others, viewerId: 'other', broker: null, linkedAt: 1 };
    await ledger.write((unit) => saveBrokerAccount(unit, other));
  });

  afterAll(() => open.close());

  const reads = () => ({
    handlers: createReadHandlers(
      ledger,
      { readAt: () => Promise.reject(new Error('no holdings')) },
      async () => {},
    ),
    moment: () => ({ now: NOW, upstreamNow: NOW, certainNow: NOW }),
  });
  const clock = { now: () => NOW, after: () => () => {} };
  const ignore = async (): Promise<HintOutcome> => ({ state: 'IGNORED', problem: null });
  const order = { keys: keysOfOrderHint, apply: applyOrderHint };
  const inboxWith = (handler: HintHandler<'ORDER'>) =>
    new Inbox({
      clock,
      tombstones: new Tombstones('key'),
      clockOffsetMs: () => 0,
      handlers: {
        ORDER: handler,
        HOLDINGS: withQueries(ignore),
        MUTUAL_FUNDS: withQueries(ignore),
        PENDING_ACTION: withQueries(ignore),
      },
    });

  /** Viewers, transactions and orders of a test of its own; the same numbers are other ids in each. */
  class World {
    readonly #n = (0xabcdef000000 + ++worlds).toString(16);
    readonly viewer = (n: number) => `viewer ${this.#n} ${n % 2}`;
    readonly transaction = (n: number) => `TRX_${this.#n}${n.toString(16).padStart(20, '0')}`;
    readonly batch = (n: number) => `${this.#n}${n.toString(16).padStart(12, '0')}`;

    /** Two transactions of one viewer and one of another. */
    async create(): Promise<this> {
      await ledger.write(async (unit) => {
        for (const n of [0, 1, 2]) {
          const own = { transactionId: this.transaction(n), viewerId: this.viewer(n), ...LIFETIME };
          const keep = {
            createdSeq: 1_000_000 + n,
            readAt: n === 0 ? CLAIMED_UNTIL : null,
            orderDigest: null,
            now: 1,
          };
          await insertTransaction(unit, transaction(own), keep);
        }
      });
      return this;
    }

    /** The decision on what a read found that was claimed until `claimedUntil`. */
    found({ read: n, status, batches }: Read, claimedUntil = CLAIMED_UNTIL): Decision<Confirmed> {
      const own = { transactionId: this.transaction(n), viewerId: this.viewer(n), ...LIFETIME };
      const facts = batches.map(({ order, filled }) =>
        batchFact(this.batch(order), {
          transactionId: own.transactionId,
          status: filled === 3 ? 'COMPLETED' : 'PLACED',
          rawStatus: null,
        }),
      );
      const { transactionId } = own;
      const fact = transactionFact({ transactionId, status, rawStatus: status });
      const findings = { fact, batches: facts, isWhole: true, holdings: [], certainAt: NOW, error: null };
      return storeFindings(reads(), transaction(own), findings, claimedUntil);
    }

    webhook({ transaction: n, batches, account, stamp, isReadable }: Sent): ReadWebhook {
      const timestamp = `${this.#n} ${stamp}`;
      const authId = ACCOUNTS[account];
      const body = {
        orderBatches: (isReadable ? batches : []).map(({ order, filled }) =>
          batch(this.batch(order), {
            status: filled === 3 ? 'COMPLETED' : 'PLACED',
            filled,
            orders: [leg({ filledQuantity: filled, averagePrice: 10 })],
          }),
        ),
        ...(n === NOT_NAMED ? {} : { transactionId: this.transaction(n) }),
        smallcaseAuthId: authId,
        timestamp,
        checksum: checksum(timestamp, authId),
      };
      const rawBody = Buffer.from(JSON.stringify(body));
      const read = verifyAndRead(rawBody, SECRETS);
      if (typeof read === 'string') throw new Error(read);
      return { ...read, rawBody };
    }

    /** Every row there is of it, with the ids of its numbers. */
    async rows(): Promise<unknown> {
      const tables = {
        viewers: 'viewer_id, head, trimmed_to',
        transactions: 'transaction_id, status, version, read_at, reads, failures, snapshot',
        timeline: 'transaction_id, entry, at, snapshot',
        orders: 'batch_id, transaction_id, viewer_id, created_seq, version, is_retracted, status, snapshot',
        events: 'viewer_id, seq, type, subject, transaction_id, auth_id, occurred_at, snapshot',
        deliveries: 'received_at, kind, state, failures, play_at, proof, transaction_id, problem, body',
      };
      const found: string[] = [];
      for (const [table, columns] of Object.entries(tables)) {
        const { rows } = await sql<Record<string, unknown>>`
          select ${sql.raw(columns)} from ${sql.table(table)}`.execute(ledger.db);
        for (const row of rows) found.push(`${table} ${JSON.stringify(row, (_, value) => textOf(value))}`);
      }
      return (
        found
          .filter((row) => row.includes(this.#n))
          .map((row) => row.replaceAll(this.#n, 'N').replace(/checksum\W+\w+/, 'checksum'))
          // Deliveries are compared without their ids.
          .map((row) => row.replace(/deliveryId\W+[\w-]+/, 'deliveryId'))
          .sort()
      );
    }
  }

  describe('deliveries of one commit', () => {
    test('leave what the same deliveries leave in a commit each', async () => {
      const inbox = inboxWith(order);
      await fc.assert(
        fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 30 }), async (flood) => {
          const [together, apart] = [await new World().create(), await new World().create()];
          const decide = (world: World) => (one: Sent) => ledger.decide(inbox.take(world.webhook(one)));
          const outcomes = await Promise.all(flood.map(decide(together)));
          for (const [index, one] of flood.entries())
            expect(verdictOf(await decide(apart)(one))).toEqual(verdictOf(outcomes[index]));
          expect(await together.rows()).toEqual(await apart.rows());
        }),
        { numRuns: 10 },
      );
    });

    test('and confirming reads leave what the same leave in a commit each', async () => {
      const inbox = inboxWith(order);
      const delivery = sent.map((one) => ({ ...one, batches: one.batches.slice(0, 15) }));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.oneof(delivery, read), { minLength: 1, maxLength: 30 }), async (all) => {
          const [together, apart] = [await new World().create(), await new World().create()];
          const decide =
            (world: World) =>
            (one: Sent | Read): Promise<unknown> =>
              'status' in one
                ? ledger.decide(world.found(one))
                : ledger.decide(inbox.take(world.webhook(one)));
          const outcomes = await Promise.all(all.map(decide(together)));
          for (const [index, one] of all.entries())
            expect(verdictOf(await decide(apart)(one))).toEqual(verdictOf(outcomes[index]));
          expect(await together.rows()).toEqual(await apart.rows());
        }),
        { numRuns: 20 },
      );
    });

    test('are not overlooked by a long read that is stored in the same commit', async () => {
      const world = await new World().create();
      const many = Array.from({ length: 45 }, (_, order) => ({ order, filled: 1 }));
      const long: Read = { read: 0, status: 'PROCESSING', batches: many };
      const readAt = async () => (await findTransaction(ledger.db, world.transaction(0)))?.readAt;
      await ledger.decide(world.found(long));
      expect(await readAt()).toBeGreaterThan(NOW);
      const claimedUntil = present(await readAt());
      await Promise.all([
        ledger.decide(world.found(long, claimedUntil)),
        ledger.decide(inboxWith(order).take(world.webhook(plain(50)))),
      ]);
      expect(await readAt()).toBe(NOW);
    });

    test('share one commit, in which the events keep the order of the deliveries', async () => {
      const world = await new World().create();
      const commits: string[][] = [];
      ledger.onCommit((events) => commits.push(events.map(({ subject }) => subject)));
      const take = (order: number) =>
        ledger.decide(inboxWith(orderHandler).take(world.webhook(plain(order, order % 3))));
      const orderHandler = order;
      await Promise.all([0, 1, 2, 3, 4].map(take));
      expect(commits).toEqual([[0, 1, 2, 3, 4].map(world.batch)]);
    });

    test('are undone alone when one cannot be applied', async () => {
      const world = await new World().create();
      const failing: HintHandler<'ORDER'> = {
        ...order,
        *apply(picture, hint, moment) {
          const outcome = yield* order.apply(picture, hint, moment);
          if (hint.batches[0]?.batchId === world.batch(1)) throw new Error('a defect');
          return outcome;
        },
      };
      const take = (n: number) => ledger.decide(inboxWith(failing).take(world.webhook(plain(n))));
      const settled = await Promise.allSettled([0, 1, 2].map(take));
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      const rows = JSON.stringify(await world.rows());
      expect([0, 1, 2].map((n) => rows.includes(`N${n.toString(16).padStart(12, '0')}`))).toEqual([
        true,
        false,
        true,
      ]);
    });

    test('with one proof are accepted up to sixteen, whether in one commit or more', async () => {
      const world = await new World().create();
      const take = (n: number) =>
        ledger.decide(inboxWith(order).take(world.webhook({ ...plain(n), stamp: 0 })));
      const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => take(n)));
      expect(outcomes.filter((one) => one === 'too-many-bodies')).toHaveLength(4);
      expect(await take(21)).toBe('too-many-bodies');
      expect(await take(3)).toBe('repeated');
    });
  });

  test('a delivery that leaves its transaction out belongs to that of its order', async () => {
    const world = await new World().create();
    const inbox = inboxWith(order);
    const take = (one: Sent) => ledger.decide(inbox.take(world.webhook(one)));
    const batches = [7, 8, 9].map((order) => ({ order, filled: 1 }));
    expect(await take({ ...plain(7, NOT_NAMED), batches })).toMatchObject({ state: 'UNMATCHED' });
    await take(plain(8, 1));
    expect(await take({ ...plain(1, NOT_NAMED), batches })).toMatchObject(applied);
    const { rows } = await sql<{ n: number }>`select count(*) as n from orders
      where transaction_id = ${world.transaction(1)}`.execute(ledger.db);
    expect(Number(rows[0]?.n)).toBe(3);
  });

  describe('a decision', () => {
    const keep = (text: string): Decision<string> => ({
      keys: {},
      *decide() {
        yield* byQueries(async ({ db }) => {
          await db.insertInto('meta').values({ key: text, value: text }).execute();
        });
        return text;
      },
    });

    test('of several steps is made whole, before or after the others', async () => {
      const world = await new World().create();
      const many = Array.from({ length: 90 }, (_, order) => ({ order, filled: 0 }));
      const inbox = inboxWith(order);
      const outcomes = await Promise.all([
        ledger.decide(keep('first')),
        ledger.decide(inbox.take(world.webhook({ ...plain(0), batches: many }))),
        ledger.decide(inbox.take(world.webhook(plain(89)))),
        ledger.decide(keep('last')),
      ]);
      expect(outcomes.map(verdictOf)).toEqual(['first', applied, applied, 'last']);
      const { rows } = await sql<{ n: number }>`select count(*) as n from orders
        where transaction_id = ${world.transaction(0)}`.execute(ledger.db);
      expect(Number(rows[0]?.n)).toBe(90);
    });

    test('that reads what it has not named fails alone', async () => {
      const odd: Decision<unknown> = {
        keys: { orders: ['one'] },
        // biome-ignore lint/correctness/useYield: it fails
        *decide(picture) {
          expect(picture.order('one')).toBeNull();
          return picture.order('another');
        },
      };
      const [failed, kept] = await Promise.allSettled([ledger.decide(odd), ledger.decide(keep('beside it'))]);
      expect(failed).toMatchObject({ reason: { message: expect.stringContaining('not named') } });
      expect(kept).toEqual({ status: 'fulfilled', value: 'beside it' });
    });
  });

  const applied = { state: 'APPLIED', problem: null };
  const plain = (order: number, n = 0): Sent => ({
    transaction: n,
    batches: [{ order, filled: 0 }],
    account: 'own',
    stamp: order,
    isReadable: true,
  });
}

/** Bytes as text, so that ids in them can be compared. */
function textOf(value: unknown): unknown {
  const json = value as { type?: string; data?: number[] } | null;
  return json?.type === 'Buffer' ? Buffer.from(json.data ?? []).toString() : value;
}

/** What became of a delivery, without its id, which differs between two ledgers. */
function verdictOf(outcome: unknown): unknown {
  if (typeof outcome !== 'object' || outcome === null) return outcome;
  return Object.fromEntries(Object.entries(outcome).filter(([name]) => name !== 'deliveryId'));
}
