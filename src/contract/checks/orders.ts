import { z } from 'zod';
import { isRecord, type JsonObject } from '../../core/json.js';
import { fieldOf } from '../../gateway/json.js';
import { type Check, checksOf } from '../check.js';
import { dataOf, expectShape, expectThat, expectValue } from '../expect.js';
import { connectedAccount } from '../flows/accounts.js';
import { resolved } from '../flows/flow.js';
import { openOrderFlow, orderFlow } from '../flows/flows.js';
import { BATCH, FUND, HOLDINGS_V1, HOLDINGS_V2, ISO_TIME } from '../shapes.js';
import { inventedId, type Stage } from '../stage.js';
import { shown } from '../shown.js';
import { readOrders } from './reads.js';
import { importedHoldings } from './users.js';

function listIn(object: JsonObject, name: string, at: string): readonly JsonObject[] {
  const list = fieldOf(object, name);
  expectThat(Array.isArray(list) && list.every(isRecord), `${at} is ${shown(list)}`);
  return list as readonly JsonObject[];
}

/** What order details answer about the order of this run. */
async function ordersRead(stage: Stage, token?: string): Promise<readonly JsonObject[]> {
  const { transactionId } = await orderFlow(stage);
  return listIn(dataOf(await readOrders(stage, { transactionId }, token)), 'orders', '`data.orders`');
}

/** The batch of the order of this run, as the SDK resolves with it. */
async function batch(stage: Stage): Promise<JsonObject> {
  const [first] = listIn(resolved(await orderFlow(stage)), 'orderBatches', '`orderBatches`');
  expectThat(first !== undefined, '`orderBatches` is empty');
  return first;
}

async function leg(stage: Stage): Promise<JsonObject> {
  const [first] = listIn(await batch(stage), 'orders', '`orders`');
  expectThat(first !== undefined, '`orders` is empty');
  return first;
}

const READ_CHECKS: readonly Check[] = checksOf('10', 1, [
  {
    id: 'completed',
    tag: 'doc',
    claim: 'the order of a COMPLETED transaction is answered with its batches',
    change: 'src/gateway/decode/decode-transaction.ts#decodeOrder',
    run: async (stage) => {
      const token = await stage.connected(await connectedAccount(stage));
      const [order] = await ordersRead(stage, token);
      expectThat(order !== undefined, 'there is no order');
      expectThat(listIn(order, 'batches', '`batches`').length > 0, '`batches` is empty');
    },
  },
  {
    id: 'as-guest',
    tag: 'doc',
    claim: 'a guest who names the transaction gets it, regardless of its owner',
    change: 'src/emulator/partner-api/order-details.ts#findOrders',
    run: async (stage) => expectThat((await ordersRead(stage)).length > 0, 'there is no order'),
  },
  {
    id: 'as-stranger',
    tag: 'doc',
    claim: 'another connected user gets nothing',
    change: 'src/emulator/partner-api/order-details.ts#findOrders',
    run: async (stage) => {
      const orders = await ordersRead(stage, await stage.connected(inventedId()));
      expectThat(orders.length === 0, 'there is an order');
    },
  },
  {
    id: 'processing',
    tag: 'doc',
    claim: 'the order of a PROCESSING transaction is invisible',
    change: 'src/reconcile/confirm.ts#confirmTransaction',
    run: async (stage) => {
      const { transactionId } = await openOrderFlow(stage);
      const answer = await readOrders(stage, { transactionId });
      expectThat(listIn(dataOf(answer), 'orders', '`data.orders`').length === 0, 'it is there');
    },
  },
]);

const DECODER = 'src/gateway/decode/decode-batch.ts#decodeBatch';

const BATCH_CHECKS: readonly Check[] = checksOf('11', 1, [
  {
    id: 'batch',
    tag: 'doc',
    claim: 'a batch has the documented fields, statuses and legs',
    change: DECODER,
    run: async (stage) => expectShape(await batch(stage), BATCH, 'the batch'),
  },
  {
    id: 'completed',
    tag: 'doc',
    claim: 'a batch whose legs are all filled is COMPLETED and has `completedDate`',
    change: 'src/gateway/wire.ts#BATCH_STATUSES',
    run: async (stage) => {
      const one = await batch(stage);
      expectValue(fieldOf(one, 'status'), 'COMPLETED', '`status`');
      expectShape(fieldOf(one, 'completedDate'), ISO_TIME, '`completedDate`');
    },
  },
  {
    id: 'counts-legs',
    tag: 'assumed',
    claim: '`quantity` and `filled` of a batch count legs: both are 1 for one leg',
    change: 'src/gateway/wire.ts#WireBatch',
    conflict: 11,
    run: async (stage) => {
      const one = await batch(stage);
      const counts = ['quantity', 'filled'].map((name) => fieldOf(one, name));
      expectThat(
        counts.every((count) => count === 1),
        'they are not',
      );
    },
  },
  {
    id: 'exchange-id',
    tag: 'doc',
    claim: 'a leg has `exchangeOrderId`, a text, or `exchangeId`, a number',
    change: 'src/gateway/decode/decode-batch.ts#decodeLeg',
    conflict: 12,
    run: async (stage) => {
      const one = await leg(stage);
      const isText = typeof fieldOf(one, 'exchangeOrderId') === 'string';
      expectThat(isText || typeof fieldOf(one, 'exchangeId') === 'number', 'neither is there');
    },
  },
  {
    id: 'filled-leg',
    tag: 'doc',
    claim: 'a leg that is filled is COMPLETE, with a price above 0',
    change: 'src/gateway/decode/decode-batch.ts#decodeLeg',
    run: async (stage) => {
      const one = await leg(stage);
      expectValue(fieldOf(one, 'status'), 'COMPLETE', '`status`');
      expectThat(Number(fieldOf(one, 'averagePrice')) > 0, '`averagePrice` is not above 0');
    },
  },
]);

const V2 = 'src/gateway/decode/decode-holdings.ts#decodeV2';

const HOLDINGS_CHECKS: readonly Check[] = [
  ...checksOf('12.1', 1, [
    {
      id: 'body',
      tag: 'doc',
      claim: 'version 1 has `securities.holdings[]` with ticker, name, price and shares',
      change: 'src/gateway/decode/decode-holdings.ts#decodeV1',
      run: async (stage) => expectShape(await importedHoldings(stage, 'v1'), HOLDINGS_V1, '`data`'),
    },
  ]),
  ...checksOf('12.2', 1, [
    {
      id: 'body',
      tag: 'doc',
      claim: 'version 2 has `securities[]` with ISIN, both tickers, holdings and positions',
      change: V2,
      conflict: 16,
      run: async (stage) => expectShape(await importedHoldings(stage, 'v2'), HOLDINGS_V2, '`data`'),
    },
    {
      id: 'transactable',
      tag: 'doc',
      claim: '`transactableQuantity` is the settled quantity and the NSE position together',
      change: V2,
      run: async (stage) => {
        const rows = listIn(await importedHoldings(stage, 'v2'), 'securities', '`securities`');
        expectThat(rows.length > 0, 'the account holds nothing');
        expectThat(rows.filter(isListed).every(isConsistent), 'it differs for a security');
      },
    },
    {
      id: 'in-smallcases',
      tag: 'doc',
      claim: '`smallcaseQuantity` is not more than the settled quantity',
      change: V2,
      run: async (stage) => {
        const rows = listIn(await importedHoldings(stage, 'v2'), 'securities', '`securities`');
        const exceeds = rows.some((row) => numberAt(row, 'smallcaseQuantity') > numberAt(row, 'holdings'));
        expectThat(!exceeds, 'it is more for a security');
      },
    },
    {
      id: 'mutual-funds',
      tag: 'doc',
      claim: 'with `mfHoldings` there is `mutualFunds.holdings[]` in the documented shape',
      change: 'src/gateway/decode/decode-holdings.ts#decodeMutualFund',
      run: async (stage) => {
        const shape = z.looseObject({ holdings: z.array(FUND) });
        expectShape(fieldOf(await importedHoldings(stage, 'v2'), 'mutualFunds'), shape, '`mutualFunds`');
      },
    },
  ]),
];

/** A number of a row, or the quantity of an object there. */
function numberAt(row: JsonObject, name: string): number {
  const value = fieldOf(row, name);
  return Number(isRecord(value) ? fieldOf(value, 'quantity') : value);
}

function isListed(row: JsonObject): boolean {
  return fieldOf(row, 'isSuspendedOrDelistedOnNSE') !== true;
}

function isConsistent(row: JsonObject): boolean {
  const positions = fieldOf(row, 'positions');
  const nse = isRecord(positions) ? numberAt(positions, 'nse') : Number.NaN;
  return numberAt(row, 'transactableQuantity') === numberAt(row, 'holdings') + nse;
}

/** Level 1 of sections 10 to 12.2. */
export const ORDER_CHECKS: readonly Check[] = [...READ_CHECKS, ...BATCH_CHECKS, ...HOLDINGS_CHECKS];
