import { isRecord, type JsonObject } from '../../core/json.js';
import { fieldOf } from '../../gateway/json.js';
import { paths } from '../../gateway/wire.js';
import { type Check, checksOf, type Tag } from '../check.js';
import { dataOf, expectRefusal, expectShape, expectStatus, expectThat, expectValue } from '../expect.js';
import { TRANSACTION } from '../shapes.js';
import { createdId, inventedId, type Stage, unknownTransaction } from '../stage.js';
import { shown } from '../shown.js';
import { transactionIn } from '../transaction-object.js';
import { basketOf } from './creation-rows.js';

/** A transaction that no one has triggered, as a read shows it. */
function untouched(stage: Stage) {
  return stage.once('9/untouched', async (one) => {
    const id = createdId(await one.create(basketOf({ ticker: 'INFY', quantity: 1, type: 'BUY' })));
    return { id, answer: await one.details(id) };
  });
}

/** The object of a transaction that no one has triggered. */
export async function untouchedDetails(stage: Stage): Promise<JsonObject> {
  return transactionIn(dataOf((await untouched(stage)).answer));
}

const DECODER = 'src/gateway/decode/decode-transaction.ts#decodeTransactionDetails';

const DETAIL_CHECKS: readonly Check[] = checksOf('9', 0, [
  {
    id: 'path',
    tag: 'doc',
    claim: 'transaction details are read at `/v1/{gateway}/engine/transactiondetails`',
    change: 'src/gateway/wire.ts#paths.transactionDetails',
    run: async (stage) => expectStatus((await untouched(stage)).answer, 200),
  },
  {
    id: 'wrapper',
    tag: 'assumed',
    claim: 'the transaction stands in `data.transactionDetails`',
    change: DECODER,
    conflict: 3,
    run: async (stage) => {
      const found = fieldOf(dataOf((await untouched(stage)).answer), 'transactionDetails');
      expectThat(isRecord(found), `\`data.transactionDetails\` is ${shown(found)}`);
    },
  },
  {
    id: 'fields',
    tag: 'sdk',
    claim: 'it has id, intent, status, gateway, the three times, `expired` and `authId`',
    change: 'src/gateway/wire.ts#WireTransactionDetails',
    run: async (stage) => expectShape(await untouchedDetails(stage), TRANSACTION, 'the transaction'),
  },
  {
    id: 'echo',
    tag: 'sdk',
    claim: 'it repeats the id and the intent of its creation, and the name of the gateway',
    change: 'src/gateway/wire.ts#WireTransactionDetails',
    run: async (stage) => {
      const { id } = await untouched(stage);
      const details = await untouchedDetails(stage);
      expectThat(fieldOf(details, 'transactionId') === id, 'the id is another');
      expectValue(fieldOf(details, 'intent'), 'TRANSACTION', '`intent`');
      expectThat(fieldOf(details, 'gateway') === stage.gateway, 'the name of the gateway is another');
    },
  },
  {
    id: 'no-error',
    tag: 'sdk',
    claim: 'without an error `error` is null, absent or `{value: false}`',
    change: DECODER,
    run: async (stage) => {
      const error = fieldOf(await untouchedDetails(stage), 'error') ?? null;
      const isNone = error === null || (isRecord(error) && error.value !== true);
      expectThat(isNone, '`error.value` is true');
    },
  },
  {
    id: 'no-auth-id',
    tag: 'sdk',
    claim: 'before a login `authId` is null or absent',
    change: DECODER,
    conflict: 20,
    run: async (stage) => {
      const authId = fieldOf(await untouchedDetails(stage), 'authId') ?? null;
      expectThat(authId === null, `\`authId\` is ${shown(authId)}`);
    },
  },
  {
    id: 'order-config',
    tag: 'sdk',
    claim: 'that of an order repeats `orderConfig.type`',
    change: 'src/gateway/wire.ts#WireTransactionDetails',
    run: async (stage) => {
      const config = fieldOf(await untouchedDetails(stage), 'orderConfig');
      expectValue(
        isRecord(config) ? fieldOf(config, 'type') : (config ?? null),
        'SECURITIES',
        '`orderConfig.type`',
      );
    },
  },
  {
    id: 'foreign',
    tag: 'doc',
    claim: 'a connected user does not see a transaction of a guest',
    change: 'src/emulator/partner-api/transaction-details.ts#canSee',
    run: async (stage) => {
      const { id } = await untouched(stage);
      expectRefusal(await stage.details(id, { token: await stage.connected(inventedId()) }));
    },
  },
  ...['HOLDINGS_IMPORT', 'MF_HOLDINGS_IMPORT'].map((intent) => ({
    id: `intent-${intent}`,
    tag: (intent === 'HOLDINGS_IMPORT' ? 'doc' : 'assumed') as Tag,
    claim: `details are answered for the intent ${intent}`,
    change: 'src/reconcile/confirm.ts#confirmTransaction',
    run: async (stage: Stage) => {
      const id = createdId(await stage.create({ intent }));
      expectValue(fieldOf(transactionIn(dataOf(await stage.details(id))), 'intent'), intent, '`intent`');
    },
  })),
]);

/** Reads order details at the configured path, as a guest unless a token is given. */
export function readOrders(stage: Stage, query: Readonly<Record<string, string>>, token?: string) {
  return stage.call({
    path: stage.target.orderDetailsPath.replaceAll('{gateway}', stage.gateway),
    query: { gatewayType: 'SINGLE_SECURITY', ...query },
    ...(token === undefined ? {} : { token, isPersonal: true }),
  });
}

function ordersIn(data: JsonObject): readonly unknown[] {
  const { orders } = data;
  expectThat(Array.isArray(orders), `\`data.orders\` is ${shown(orders)}`);
  return orders;
}

const unknownOrders = (stage: Stage) =>
  stage.once('10/unknown', (one) => readOrders(one, { transactionId: unknownTransaction() }));

const ORDER_DECODER = 'src/gateway/decode/decode-transaction.ts#decodeOrderDetails';

const ORDER_CHECKS: readonly Check[] = checksOf('10', 0, [
  {
    id: 'path',
    tag: 'assumed',
    claim: 'order details are read at the configured path (`/v1/{gateway}/engine/user/orders` by default)',
    change: 'src/gateway/wire.ts#paths.orderDetails',
    conflict: 4,
    isQuick: true,
    run: async (stage) => expectStatus(await unknownOrders(stage), 200),
  },
  {
    id: 'wrapper',
    tag: 'assumed',
    claim: 'the orders stand in `data.orders`, a list',
    change: ORDER_DECODER,
    conflict: 4,
    isQuick: true,
    run: async (stage) => void ordersIn(dataOf(await unknownOrders(stage))),
  },
  {
    id: 'unknown',
    tag: 'doc',
    claim: 'an unknown id is a success without orders',
    change: ORDER_DECODER,
    run: async (stage) => {
      expectThat(ordersIn(dataOf(await unknownOrders(stage))).length === 0, 'there are orders');
    },
  },
  {
    id: 'unfinished',
    tag: 'doc',
    claim: 'a transaction that is not COMPLETED is left out without an error',
    change: ORDER_DECODER,
    run: async (stage) => {
      const { id } = await untouched(stage);
      expectThat(
        ordersIn(dataOf(await readOrders(stage, { transactionId: id }))).length === 0,
        'it is there',
      );
    },
  },
  {
    id: 'guest-without-id',
    tag: 'doc',
    claim: 'a guest who names no transaction or batch is refused, or gets nothing',
    change: 'src/emulator/partner-api/order-details.ts#findOrders',
    run: async (stage) => {
      const answer = await readOrders(stage, {});
      if (answer.status === 200) expectThat(ordersIn(dataOf(answer)).length === 0, 'there are orders');
      else expectRefusal(answer);
    },
  },
  {
    id: 'sdk-path',
    tag: 'sdk',
    claim: 'the path that the SDK uses, `/gateway/{gateway}/user/orders`, answers the same',
    change: 'src/gateway/wire.ts#paths.orderDetailsOld',
    run: async (stage) => {
      const path = paths.orderDetailsOld(stage.gateway);
      const query = { gatewayType: 'SINGLE_SECURITY', transactionId: unknownTransaction() };
      expectThat(ordersIn(dataOf(await stage.call({ path, query }))).length === 0, 'there are orders');
    },
  },
]);

/** Sections 9 and 10, as far as no user is needed. */
export const READ_CHECKS: readonly Check[] = [...DETAIL_CHECKS, ...ORDER_CHECKS];
