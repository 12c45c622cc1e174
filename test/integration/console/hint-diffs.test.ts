import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maskId } from '../../../src/core/output/mask.js';
import { silentLog } from '../../../src/core/log.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { findTransaction } from '../../../src/ledger/transactions.js';
import { startApp, type TestApp } from '../../support/app.js';
import { present } from '../../support/documents.js';
import { type OperatorClient, openTestConsole } from '../../support/operator-client.js';
import { buying, Player } from '../../support/player.js';
import { until } from '../../support/until.js';
import { deliver, newBatchId, signed } from '../../support/webhook.js';

type Json = Record<string, unknown>;
interface Field {
  readonly leg: string | null;
  readonly name: string;
  readonly hint: string | null;
  readonly confirmed: string | null;
  readonly isEqual: boolean;
}
interface Hint {
  readonly deliveryId: string;
  readonly verdict: string;
  readonly outcome: string;
  readonly isCorrected: boolean;
  readonly confirmedAt: string | null;
  readonly eventSeq: number | null;
  readonly fields: readonly Field[];
  readonly differences: number;
}
interface Diffs {
  readonly hints: readonly Hint[];
  readonly corrected: number;
  readonly isTruncated: boolean;
}

const ORDERS = 'query ($text: String!) { orders(filter: { text: $text }) { nodes { id } } }';
const DIFFS = `query ($id: ID!) { order(id: $id) { hintDiffs {
  hints {
    deliveryId receivedAt verdict outcome isCorrected confirmedAt eventSeq differences
    fields { leg name hint confirmed isEqual }
  }
  corrected isTruncated
} } }`;

describe('the hints of an order next to its reads', () => {
  let app: TestApp;
  let ledger: Ledger;
  let masked: OperatorClient;
  let plain: OperatorClient;

  beforeAll(async () => {
    app = await startApp({ env: { CONSOLE: 'on' } });
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    const operators = openTestConsole(app.app, ledger);
    masked = operators.as(['READER']);
    plain = operators.as(['READER'], { isMasked: false });
    await app.emulator.control.webhooks('lost');
  });

  afterAll(async () => {
    await ledger.close();
    await app.close();
  });

  const diffsOf = async (batchId: string, client = plain): Promise<Diffs> => {
    const { orders } = await client.ask<{ orders: { nodes: Json[] } }>(ORDERS, { text: batchId });
    const { order } = await client.ask<{ order: { hintDiffs: Diffs } }>(DIFFS, { id: orders.nodes[0]?.id });
    return order.hintDiffs;
  };
  const onlyHint = ({ hints }: Diffs): Hint => {
    expect(hints).toHaveLength(1);
    return present(hints[0]);
  };
  const differing = ({ fields }: Hint) => fields.filter(({ isEqual }) => !isEqual);

  /** An order that was filled, with the body of its webhook, which was lost. */
  const bought = async (viewer: string) => {
    const player = await Player.of(app, viewer);
    const id = await player.create(buying());
    await player.complete(id, 'lep-ok');
    const sent = await app.emulator.control.deliveries();
    const lost = present(
      sent.find(({ kind, transactionId }) => kind === 'order.completed' && transactionId === id),
    );
    return { player, id, body: lost.body as Json, batchId: String(lost.body.batchId) };
  };
  const send = async (body: Json | string) =>
    expect(await deliver(app.url, typeof body === 'string' ? body : signed(body))).toMatchObject({
      status: 200,
    });
  const withLegs = (body: Json, part: Json): Json => ({
    ...body,
    orders: (body.orders as Json[]).map((leg) => ({ ...leg, ...part })),
  });
  /** Resolves when no read of the transaction is planned any more. */
  const ended = (id: string) =>
    until('the last read', async () => present(await findTransaction(ledger.db, id)).readAt === null);

  test('are equal when the webhook was honest; zeros at the end of an amount do not count', async () => {
    const { player, id, body, batchId } = await bought('honest');
    const text = JSON.stringify(signed(body));
    const price = /"averagePrice":(\d+\.\d+)/.exec(text)?.[1] ?? '';
    expect(price).not.toBe('');
    await send(text.replace(`"averagePrice":${price}`, `"averagePrice":${price}0`));
    await player.settled(id);
    const diffs = await diffsOf(batchId);
    expect(diffs).toMatchObject({ corrected: 0, isTruncated: false });
    const hint = onlyHint(diffs);
    expect(hint).toMatchObject({
      outcome: 'COMPARED',
      verdict: 'APPLIED',
      isCorrected: false,
      differences: 0,
    });
    expect(hint.eventSeq).toBeGreaterThan(0);
    expect(differing(hint)).toEqual([]);
    expect(hint.fields).toContainEqual({
      leg: 'INFY BUY',
      name: 'averagePrice',
      hint: `${price}0`,
      confirmed: price,
      isEqual: true,
    });
    expect(hint.fields).toContainEqual(
      expect.objectContaining({ leg: null, name: 'status', hint: 'COMPLETED', confirmed: 'COMPLETED' }),
    );
  });

  test('show what a tampered webhook said, field by field, and count it as corrected', async () => {
    const { player, id, body, batchId } = await bought('tampered');
    await send(withLegs(body, { filledQuantity: 1, averagePrice: 7 }));
    await player.settled(id);
    const diffs = await diffsOf(batchId);
    expect(diffs.corrected).toBe(1);
    const hint = onlyHint(diffs);
    expect(hint).toMatchObject({ outcome: 'COMPARED', isCorrected: true, differences: 2 });
    expect(differing(hint)).toEqual([
      { leg: 'INFY BUY', name: 'filledQuantity', hint: '1', confirmed: '2', isEqual: false },
      { leg: 'INFY BUY', name: 'averagePrice', hint: '7.00', confirmed: expect.any(String), isEqual: false },
    ]);
  });

  test('set legs that only one of them names next to nothing', async () => {
    const { player, id, body, batchId } = await bought('other leg');
    await send(withLegs(body, { tradingsymbol: 'YESBANK' }));
    await player.settled(id);
    const hint = onlyHint(await diffsOf(batchId));
    expect(hint.isCorrected).toBe(true);
    const status = hint.fields.filter(({ leg, name }) => leg !== null && name === 'status');
    expect(status).toEqual([
      { leg: 'YESBANK BUY', name: 'status', hint: 'COMPLETE', confirmed: null, isEqual: false },
      { leg: 'INFY BUY', name: 'status', hint: null, confirmed: 'COMPLETE', isEqual: false },
    ]);
  });

  test('say that a read did not contain the order', async () => {
    const { player, id, body } = await bought('invented');
    const invented = newBatchId();
    await send({ ...body, batchId: invented });
    await player.settled(id);
    await ended(id);
    expect(onlyHint(await diffsOf(invented))).toMatchObject({
      outcome: 'RETRACTED',
      isCorrected: false,
      fields: [],
    });
  });

  test('compare a late webhook with what was known, which it does not correct', async () => {
    const { player, id, body, batchId } = await bought('late');
    await player.polled(id);
    await send({ ...body, status: 'UNFILLED' });
    await ended(id);
    const diffs = await diffsOf(batchId);
    expect(diffs.corrected).toBe(0);
    const hint = onlyHint(diffs);
    expect(hint).toMatchObject({ outcome: 'KNOWN', verdict: 'ANOMALY', isCorrected: false, eventSeq: null });
    expect(differing(hint)).toEqual([
      { leg: null, name: 'status', hint: 'UNFILLED', confirmed: 'COMPLETED', isEqual: false },
    ]);
  });

  test('wait for a read while Gateway gives none', async () => {
    const { player, id, body, batchId } = await bought('waiting');
    await app.emulator.control.faults([{ path: '/transaction', hang: true }]);
    await send(body);
    await player.eventually(
      () => player.transaction(id),
      ({ orders }) => orders.length > 0,
    );
    expect(onlyHint(await diffsOf(batchId))).toMatchObject({
      outcome: 'WAITING',
      confirmedAt: null,
      fields: [],
    });
    await app.emulator.control.faults([]);
  });

  test('say so when the confirmed snapshot was removed with its age', async () => {
    const { player, id, body, batchId } = await bought('old');
    await send(withLegs(body, { filledQuantity: 1 }));
    await player.settled(id);
    await ledger.write((unit) => unit.db.deleteFrom('events').where('viewer_id', '=', 'old').execute());
    const hint = onlyHint(await diffsOf(batchId));
    expect(hint).toMatchObject({ outcome: 'PRUNED', isCorrected: true, fields: [] });
    expect(hint.confirmedAt).not.toBeNull();
  });

  test('hide ids of persons from a masked operator, and compare before they are hidden', async () => {
    const { player, id, body, batchId } = await bought('masked-0123456789');
    // Both ids look the same once they are shortened.
    const [{ exchangeOrderId }] = body.orders as [{ exchangeOrderId: string }];
    const other = `${exchangeOrderId.slice(0, 4)}${'9'.repeat(exchangeOrderId.length - 8)}${exchangeOrderId.slice(-4)}`;
    await send(withLegs(body, { exchangeOrderId: other, statusMessage: 'write to asha@example.com' }));
    await player.settled(id);
    const hint = onlyHint(await diffsOf(batchId, masked));
    const text = JSON.stringify(hint);
    for (const secret of [exchangeOrderId, other, 'asha@example.com', batchId])
      expect(text).not.toContain(secret);
    expect(hint.fields).toContainEqual({
      leg: 'INFY BUY',
      name: 'exchangeOrderId',
      hint: maskId(other),
      confirmed: maskId(exchangeOrderId),
      isEqual: false,
    });
    expect(maskId(other)).toBe(maskId(exchangeOrderId));
  });

  test('are none for an order that no webhook was about', async () => {
    const { player, id, batchId } = await bought('silent');
    await player.polled(id);
    expect(await diffsOf(batchId)).toEqual({ hints: [], corrected: 0, isTruncated: false });
  });
});
