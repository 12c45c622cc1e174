import { VIRTUAL_BROKERS } from '../market/brokers.js';
import type { TransactionRecord } from '../state/records.js';
import { orderedLegs } from '../user/intents.js';
import { SCENARIOS } from '../user/scenarios.js';
import { isExpired, isoTime, type World } from '../world.js';

const LATEST_SHOWN = 20;

const TOKENS = SCENARIOS.map(({ token, effect }) => ({ token, effect }));

/** What the index shows. It lists the latest transactions if `showsTransactions` allows it. */
export function indexData(world: World, showsTransactions: boolean) {
  const latest = showsTransactions ? world.store.transactions.values().slice(-LATEST_SHOWN).reverse() : [];
  return {
    gatewayName: world.gatewayName,
    transactions: latest.map(({ transactionId, intent, status }) => ({ transactionId, intent, status })),
    scenarios: TOKENS,
  };
}

/** What the broker page shows of a transaction: who may log in, and the order for review. */
export function brokerData(world: World, record: TransactionRecord) {
  const { transactionId, intent, status, request } = record;
  const order =
    request.intent === 'TRANSACTION' && request.orderConfig.type === 'SECURITIES'
      ? request.orderConfig
      : null;
  const { orderName = null, orderLogo = null } = order?.meta ?? order?.config ?? {};
  return {
    transactionId,
    intent,
    status,
    gatewayName: world.gatewayName,
    expireAt: isoTime(record.expireAt),
    isExpired: isExpired(record, world.clock.now()),
    brokers:
      intent === 'MF_HOLDINGS_IMPORT'
        ? []
        : VIRTUAL_BROKERS.map(({ key, name, holdingsImport }) => ({ key, name, holdingsImport })),
    connected: connectedAccount(world, record.ownerAuthId),
    legs: order === null ? [] : legsForReview(world, record),
    orderName,
    orderLogo,
    scenarios: TOKENS,
  };
}

function legsForReview(world: World, record: TransactionRecord) {
  return orderedLegs(world, record, []).map(({ ticker, quantity, side, exchange }) => ({
    ticker,
    quantity,
    side,
    exchange,
  }));
}

/** The account that must log in; its token is null in older state files. */
function connectedAccount(world: World, authId: string | null) {
  const account = world.store.accounts.get(authId ?? '');
  return account === undefined ? null : { broker: account.broker, token: account.token ?? null };
}
