import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { explainTransaction } from '../../src/console/explain/explain.js';
import { type Explanation, unmasked } from '../../src/console/explain/explanation.js';
import { silentLog } from '../../src/core/log.js';
import { listDeliveries } from '../../src/ledger/deliveries/delivery-queries.js';
import { readEvents } from '../../src/ledger/events.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { findTransaction } from '../../src/ledger/transactions.js';
import { startApp, type TestApp } from '../support/app.js';
import { present } from '../support/documents.js';
import { buying, Player, type TransactionView } from '../support/player.js';
import { until } from '../support/until.js';
import { deliver, newBatchId, signed } from '../support/webhook.js';

const MINUTE_MS = 60_000;
const CREATED = 'APP: The app created the transaction, with the intent TRANSACTION.';
const SETTLED = 'STATE: The transaction is settled: COMPLETED.';
const FILLED = 'COMPLETED, 2 of 2 filled at ₹1,520.35';
const FINAL = `STATE: The order is final: ${FILLED}.`;

/** Sentences without the length of delays, which differ from run to run. */
const linesOf = ({ facts }: Pick<Explanation, 'facts'>) =>
  facts.map(
    ({ lane, sentence }) => `${lane}: ${sentence.replace(/^\d[\d.]* (?:ms|s|minutes?) after/, 'N after')}`,
  );

let app: TestApp;
let ledger: Ledger;

beforeAll(async () => {
  app = await startApp();
  ledger = await openLedger(app.databaseUrl, { log: silentLog });
});

afterAll(async () => {
  await ledger.close();
  await app.close();
});

async function explained(id: string): Promise<Explanation> {
  const now = app.clock.now();
  const moment = { now, upstreamNow: now };
  return present(await explainTransaction(ledger.db, id, { mask: unmasked, moment }));
}

/** As {@link explained}, when every webhook that is due has arrived and no read is planned any more. */
async function ended(id: string): Promise<Explanation> {
  await until('the webhooks', async () =>
    (await app.emulator.control.deliveries())
      .filter(({ transactionId, state }) => transactionId === id && state === 'pending')
      .every(({ nextAttemptAt }) => Date.parse(nextAttemptAt ?? '') > app.clock.now()),
  );
  await until('the last read', async () => present(await findTransaction(ledger.db, id)).readAt === null);
  return await explained(id);
}

/** Checks everything in an explanation that can be looked up elsewhere. */
async function expectTruth({ facts }: Explanation, id: string, viewer: string): Promise<void> {
  const stored = (await listDeliveries(ledger.db, { limit: 1_000 })).filter(
    ({ transactionId }) => transactionId === id,
  );
  const named = new Set(facts.flatMap(({ deliveryId }) => deliveryId ?? []));
  expect([...named].sort()).toEqual(stored.map(({ deliveryId }) => deliveryId).sort());
  const events = new Map(
    (await readEvents(ledger.db, viewer, { afterSeq: 0, limit: 1_000 })).map((event) => [event.seq, event]),
  );
  for (const { eventSeq, batchId, to } of facts) {
    const event = events.get(eventSeq ?? -1);
    if (event === undefined) continue;
    expect(event.subject).toBe(batchId ?? id);
    if (to !== null) expect(event.snapshot).toMatchObject({ status: to });
  }
  expect(facts.map(({ at }) => at)).toEqual(facts.map(({ at }) => at).sort((one, other) => one - other));
  const hints = facts.filter(({ lane }) => lane === 'WEBHOOK').map(({ at }) => at);
  for (const { at, delayMs } of facts) if (delayMs !== null) expect(hints).toContain(at - delayMs);
}

/** The last sentence about the state of the one order of a transaction. */
function finalOf({ orders }: TransactionView): string {
  const [{ status, legs, unplacedLegs } = present(orders[0])] = orders;
  const [one] = legs;
  if (one === undefined) return `The order is final: ${status}, ${unplacedLegs.length} leg not placed.`;
  const price = one.averagePrice === null ? '' : ' at ₹1,520.35';
  const reason = one.errorCode === null ? '' : ` (${one.errorCode})`;
  return `The order is final: ${status}, ${one.filledQuantity} of ${one.quantity} filled${price}${reason}.`;
}

describe('an explanation equals what happened', () => {
  test.each([
    'lep-ok',
    'lep-reject',
    'lep-partial',
    'lep-lowfunds',
    'lep-unplaced',
    'lep-hook-dup',
    'lep-hook-reorder',
    'lep-hook-tamper',
    'lep-hook-late',
    'lep-hook-lost',
    'lep-hook-badsum',
  ])('in the scenario %s', async (token) => {
    const player = await Player.of(app, token);
    const id = await player.create(buying());
    await player.complete(id, token);
    const settled = await player.polled(id);
    const explanation = await ended(id);
    await expectTruth(explanation, id, token);
    const states = explanation.facts.filter(({ lane }) => lane === 'STATE').map(({ sentence }) => sentence);
    expect(states).toContain('The transaction is settled: COMPLETED.');
    expect(states).toContain(finalOf(settled));
    expect(explanation.next.at(-1)).toEqual({
      at: null,
      sentence: expect.stringContaining(': it is final.'),
    });
    expect(explanation.isTruncated).toBe(false);
  });

  test.each([
    ['lep-consent', '1003'],
    ['lep-apierror', '2000'],
    ['lep-cancel', '1012'],
  ])('in the scenario %s, which fails', async (token, code) => {
    const player = await Player.of(app, token);
    const id = await player.create(buying());
    await player.complete(id, token);
    await player.polled(id);
    const explanation = await ended(id);
    await expectTruth(explanation, id, token);
    expect(linesOf(explanation)).toEqual([
      CREATED,
      `READ: A read found the transaction ERRORED (${code}).`,
      'STATE: The transaction is settled: ERRORED.',
    ]);
    expect(explanation.next).toEqual([{ at: null, sentence: 'Nothing more happens: it is final.' }]);
  });

  test.each(['lep-hook-lost', 'lep-hook-badsum'])(
    'in the scenario %s: no webhook counts, and Gateway still owes its retries',
    async (token) => {
      const player = await Player.of(app, `${token} alone`);
      const id = await player.create(buying());
      await player.complete(id, token);
      await player.polled(id);
      const explanation = await ended(id);
      expect(linesOf(explanation)).toEqual([
        CREATED,
        'READ: A read found the transaction COMPLETED.',
        SETTLED,
        `READ: A read found that the order is ${FILLED}.`,
        FINAL,
      ]);
      const readAt = present(explanation.facts.find(({ batchId }) => batchId !== null)).at;
      expect(explanation.next).toEqual([
        {
          at: readAt + 15 * MINUTE_MS,
          sentence: expect.stringContaining('No order webhook has reported this.'),
        },
        { at: null, sentence: 'Gateway is not read again: it is final.' },
      ]);
    },
  );
});

describe('an explanation says of each webhook what it said and what the read made of it:', () => {
  beforeAll(() => app.emulator.control.webhooks('lost'));
  afterAll(() => app.emulator.control.webhooks('normal'));

  /** An order that was filled, and its webhook, which was lost. No read has found it yet. */
  const bought = async (viewer: string) => {
    const player = await Player.of(app, viewer);
    const id = await player.create(buying());
    await player.complete(id, 'lep-ok');
    const sent = await app.emulator.control.deliveries();
    const lost = present(
      sent.find(({ kind, transactionId }) => kind === 'order.completed' && transactionId === id),
    );
    return { player, id, lost, batchId: String(lost.body.batchId) };
  };
  const send = async (body: Record<string, unknown>) =>
    expect(await deliver(app.url, signed(body))).toMatchObject({ status: 200 });
  const otherFill = (body: Record<string, unknown>) => ({
    ...body,
    orders: (body.orders as object[]).map((one) => ({ ...one, filledQuantity: 1, averagePrice: 7 })),
  });

  test('one that was right', async () => {
    const { player, id, lost } = await bought('right');
    await app.emulator.control.redeliver(lost.id);
    await player.settled(id);
    const explanation = await ended(id);
    expect(linesOf(explanation)).toEqual([
      CREATED,
      `WEBHOOK: A webhook said that the order is ${FILLED}; a read follows that confirms or corrects it.`,
      'READ: N after the webhook, a read found the transaction COMPLETED.',
      SETTLED,
      `READ: N after the webhook, a read agreed: the order is ${FILLED}.`,
      FINAL,
    ]);
    await expectTruth(explanation, id, 'right');
    expect(explanation.next).toEqual([{ at: null, sentence: 'Nothing more happens: it is final.' }]);
  });

  test('one that was wrong', async () => {
    const { player, id, lost } = await bought('wrong');
    await send(otherFill(lost.body));
    await player.settled(id);
    const explanation = await ended(id);
    expect(linesOf(explanation)).toEqual([
      CREATED,
      'WEBHOOK: A webhook said that the order is COMPLETED, 1 of 2 filled at ₹7.00; ' +
        'a read follows that confirms or corrects it.',
      'READ: N after the webhook, a read found the transaction COMPLETED.',
      SETTLED,
      'READ: N after the webhook, a read contradicted what the webhook had said of the order: the read counts.',
      `READ: N after the webhook, a read found something else: the order is ${FILLED}.`,
      FINAL,
    ]);
    await expectTruth(explanation, id, 'wrong');
    const correction = explanation.facts.find(({ anomaly }) => anomaly !== null);
    expect(correction).toMatchObject({ lane: 'READ', eventSeq: expect.any(Number) });
  });

  test('one about an order that does not exist', async () => {
    const { player, id, lost, batchId } = await bought('nowhere');
    const invented = newBatchId();
    await send({ ...lost.body, batchId: invented });
    await player.settled(id);
    const explanation = await ended(id);
    await expectTruth(explanation, id, 'nowhere');
    const lines = linesOf(explanation);
    expect(lines).toContain(
      `READ: N after the webhook, a read of Gateway did not contain order ${invented}, ` +
        'which only a webhook had reported.',
    );
    expect(lines).toContain(`STATE: Order ${invented} is retracted: it does not exist at Gateway.`);
    expect(lines).toContain(`STATE: Order ${batchId} is final: ${FILLED}.`);
    expect(explanation.markdown).toContain(`- Order ${invented}: ${FILLED} (retracted)`);
  });

  test('one that comes too late and contradicts what is final', async () => {
    const { player, id, lost } = await bought('late');
    await player.polled(id);
    await ended(id);
    await send({ ...lost.body, status: 'UNFILLED' });
    const explanation = await explained(id);
    const contradiction = 'received UNFILLED after COMPLETED';
    expect(linesOf(explanation)).toContain(
      `WEBHOOK: A webhook contradicted what is known, and changed nothing: ${contradiction}.`,
    );
    expect(explanation.facts.find(({ anomaly }) => anomaly !== null)).toMatchObject({
      deliveryId: expect.any(String),
      eventSeq: null,
      anomaly: contradiction,
    });
  });

  test('one that repeats what is known', async () => {
    const { player, id, lost } = await bought('again');
    await player.polled(id);
    await ended(id);
    await send(lost.body);
    const explanation = await ended(id);
    expect(linesOf(explanation)).toContain('WEBHOOK: A webhook reported nothing new.');
    await expectTruth(explanation, id, 'again');
    expect(explanation.next).toEqual([{ at: null, sentence: 'Nothing more happens: it is final.' }]);
  });

  test('a transaction that was only created waits for a read and for its end', async () => {
    const player = await Player.of(app, 'waiting');
    const id = await player.create(buying());
    const { snapshot, readAt } = present(await findTransaction(ledger.db, id));
    const { next, facts } = await explained(id);
    expect(linesOf({ facts })).toEqual([CREATED]);
    expect(next.map(({ sentence }) => sentence)).toEqual([
      'Gateway is read by then: the user may have used the transaction without a webhook that says so.',
      "The transaction expires on Gateway's clock: after that the user cannot complete it.",
    ]);
    expect(next.map(({ at }) => at)).toEqual([readAt, snapshot.expireAt]);
  });

  test('an id that is not in the ledger has no explanation', async () => {
    const moment = { now: 1, upstreamNow: 1 };
    const id = `TRX_${'e'.repeat(32)}`;
    expect(await explainTransaction(ledger.db, id, { mask: unmasked, moment })).toBeNull();
  });
});
