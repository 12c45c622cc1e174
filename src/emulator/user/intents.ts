import { SDK_ERRORS } from '../../gateway/wire.js';
import type { OrderedLeg } from '../market/batch.js';
import { cancelAfterMarketOrder, cancelOpenLeg } from './cancel-order.js';
import { complete, type IntentContext, type IntentOutcome } from './intent-outcome.js';
import { holdingsBody, takeSnapshot } from '../market/holdings.js';
import { InputProblem } from '../input-problem.js';
import { mutualFundStatement } from '../market/mutual-funds.js';
import { placeOrder } from './orders.js';
import { placeSmallcaseOrder, smallcaseLegs } from './smallcase-orders.js';
import type { AccountRecord, TransactionRecord } from '../state/records.js';
import { isoTime, type World } from '../world.js';

/** A change the user made in the confirmation window (section 7.2). */
export interface UserChange {
  readonly ticker: string;
  readonly quantity?: number | undefined;
  readonly type?: 'BUY' | 'SELL' | undefined;
}

/** Whether a transaction places an order. */
export function isOrder(record: TransactionRecord): boolean {
  return record.intent === 'TRANSACTION';
}

/**
 * Returns the legs the user confirms: the requested basket with the user's changes. The default is to buy one
 * share.
 */
export function orderedLegs(record: TransactionRecord, changes: readonly UserChange[]): OrderedLeg[] {
  const { request } = record;
  if (request.intent !== 'TRANSACTION' || request.orderConfig.type !== 'SECURITIES') {
    if (changes.length > 0) throw new InputProblem('order', `cannot be changed for ${request.intent}`);
    return smallcaseLegs(record);
  }
  const unused = [...changes];
  const legs = request.orderConfig.securities.map((security) => {
    const index = unused.findIndex((change) => change.ticker === security.ticker);
    const [change] = index === -1 ? [] : unused.splice(index, 1);
    return {
      ticker: security.ticker,
      quantity: change?.quantity ?? security.quantity ?? 1,
      side: change?.type ?? security.type ?? 'BUY',
      exchange: security.exchange ?? 'NSE',
      orderType: security.orderType ?? 'MARKET',
      ...(security.price === undefined ? {} : { price: security.price }),
      ...(security.validity === undefined ? {} : { validity: security.validity }),
    } as const;
  });
  const [stray] = unused;
  if (stray !== undefined) throw new InputProblem('order.securities', `${stray.ticker} is not in the order`);
  return legs;
}

/**
 * Performs the intent, stores the final state, and sends the webhook that section 17.1 documents for it, if
 * any.
 */
export function performIntent(world: World, context: IntentContext): IntentOutcome {
  const { record, account } = context;
  const { request } = record;
  if (request.intent === 'MF_HOLDINGS_IMPORT') return importMutualFunds(world, record);
  if (account === null) return { kind: 'error', error: SDK_ERRORS.internal };
  switch (request.intent) {
    case 'CONNECT':
      return complete(world, record, {});
    case 'TRANSACTION':
      return request.orderConfig.type === 'SECURITIES'
        ? placeOrder(world, context)
        : placeSmallcaseOrder(world, context, account, request.orderConfig);
    case 'HOLDINGS_IMPORT':
      return importHoldings(world, record, account);
    case 'FETCH_FUNDS': {
      const funds = account.fundsPaise / 100;
      return complete(world, record, { success: true, errors: null, data: { funds }, funds }, { funds });
    }
    case 'AUTHORISE_HOLDINGS':
      return complete(world, record, { status: true });
    case 'SIP_SETUP': {
      const sipDetails = sipOf(world, account, request.orderConfig.iscid);
      return complete(world, record, { sipDetails }, { sipDetails });
    }
    case 'SUBSCRIPTION':
      return subscribe(world, record, account, request.subscriptionConfig.scid);
    case 'CANCEL_ORDER':
      return cancelOpenLeg(world, record, request.orderConfig);
    case 'CANCEL_AMO':
      return cancelAfterMarketOrder(world, record, request.orderConfig.iscid);
    case 'IMR_SETUP':
    case 'ONBOARDING':
      return { kind: 'error', error: SDK_ERRORS.intentNotEnabled };
  }
}

function importHoldings(world: World, record: TransactionRecord, account: AccountRecord): IntentOutcome {
  const { request } = record;
  if (request.intent !== 'HOLDINGS_IMPORT') return { kind: 'error', error: SDK_ERRORS.internal };
  const mutualFunds = request.assetConfig?.mfHoldings === true;
  const saved = world.store.putAccount(takeSnapshot(account, mutualFunds, world.clock.now()));
  const outcome = complete(world, record, { status: true });
  if (saved.snapshot !== null) {
    world.notifier.holdings(
      record,
      holdingsBody(saved, saved.snapshot, { version: request.version, mutualFunds, updating: false }),
    );
  }
  return outcome;
}

function importMutualFunds(world: World, record: TransactionRecord): IntentOutcome {
  const { request } = record;
  if (request.intent !== 'MF_HOLDINGS_IMPORT') return { kind: 'error', error: SDK_ERRORS.internal };
  const outcome = complete(world, record, {});
  world.notifier.mutualFunds(
    record,
    mutualFundStatement(record.transactionId, request.responseConfig, world.clock.now()),
  );
  return outcome;
}

/** Subscribes the account to a smallcase; a second time is an error (section 15). */
function subscribe(
  world: World,
  record: TransactionRecord,
  account: AccountRecord,
  scid: string,
): IntentOutcome {
  if (account.subscriptions.includes(scid))
    return { kind: 'error', error: { code: 4000, message: 'already_subscribed' } };
  world.store.putAccount({ ...account, subscriptions: [...account.subscriptions, scid] });
  return complete(world, record, { scid }, { scid });
}

function sipOf(world: World, account: AccountRecord, iscid: string): Record<string, unknown> {
  const scid = account.investments.find((investment) => investment.iscid === iscid)?.scid ?? null;
  const scheduledDate = isoTime(world.clock.now() + 30 * 24 * 3_600_000);
  return {
    sipActive: true,
    sipAction: 'CREATE',
    amount: 5000,
    frequency: '1m',
    iscid,
    scid,
    scheduledDate,
    sipType: 'MANUAL',
  };
}
