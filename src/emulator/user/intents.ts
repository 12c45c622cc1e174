import { SDK_ERRORS } from '../../gateway/wire.js';
import type { OrderedLeg } from '../market/batch.js';
import { authoriseShares } from '../market/accounts.js';
import { cancelAfterMarketOrder, cancelOpenLeg } from './cancel-order.js';
import { complete, type IntentContext, type IntentOutcome, NO_ORDER } from './intent-outcome.js';
import { holdingsBody, takeSnapshot } from '../market/holdings.js';
import { InputProblem } from '../input-problem.js';
import { findInvestment, type InvestmentName, withInvestment } from '../market/investments.js';
import { mutualFundStatement } from '../market/mutual-funds.js';
import { placeOrder } from './orders.js';
import { smallcaseLegs, type UserChange } from './smallcase-legs.js';
import { nameOf, placeSmallcaseOrder } from './smallcase-orders.js';
import { isSubscribed, subscribeTo } from '../market/subscriptions.js';
import type { RequestedSecurity } from '../partner-api/create-request.js';
import type { AccountRecord, SubscriptionRecord, TransactionRecord } from '../state/records.js';
import { isoTime, type World } from '../world.js';

/** Whether a transaction places an order. */
export function isOrder(record: TransactionRecord): boolean {
  return record.intent === 'TRANSACTION';
}

/**
 * Returns the legs the user confirms: the requested basket with the user's changes, by default a purchase of
 * one share; or those of a smallcase order. Throws {@link InputProblem}.
 */
export function orderedLegs(
  world: World,
  record: TransactionRecord,
  changes: readonly UserChange[],
): readonly OrderedLeg[] {
  const { request } = record;
  if (request.intent === 'TRANSACTION' && request.orderConfig.type === 'SECURITIES')
    return basketLegs(request.orderConfig.securities, changes);
  const isEdited = request.intent === 'TRANSACTION' && request.orderConfig.type === 'MANAGE';
  if (changes.length > 0 && !isEdited)
    throw new InputProblem('order', `cannot be changed for ${request.intent}`);
  return smallcaseLegs(world, record, changes);
}

function basketLegs(basket: readonly RequestedSecurity[], changes: readonly UserChange[]): OrderedLeg[] {
  const unused = [...changes];
  const legs = basket.map((security) => {
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
    // The account was opened at the login. What else onboarding answers is not documented [assumed].
    case 'ONBOARDING':
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
      world.store.putAccount(
        authoriseShares(
          account,
          request.assetConfig?.securities?.map(({ ticker }) => ticker),
        ),
      );
      return complete(world, record, { status: true });
    case 'SIP_SETUP':
      return setUpSip(world, record, account, request.orderConfig);
    case 'IMR_SETUP':
      return setUpImr(world, record, account, request.orderConfig);
    case 'SUBSCRIPTION':
      return subscribe(world, record, account, request.subscriptionConfig.scid);
    case 'CANCEL_ORDER':
      return cancelOpenLeg(world, record, request.orderConfig);
    case 'CANCEL_AMO':
      return cancelAfterMarketOrder(world, record, request.orderConfig.iscid);
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

/** Completes a mutual-fund import, and sends its data by webhook alone (section 13). */
export function importMutualFunds(world: World, record: TransactionRecord): IntentOutcome {
  const { request, transactionId, investor = transactionId } = record;
  if (request.intent !== 'MF_HOLDINGS_IMPORT') return { kind: 'error', error: SDK_ERRORS.internal };
  const outcome = complete(world, record, {});
  const { fundShape } = world.store;
  const now = world.clock.now();
  const payload = mutualFundStatement(investor, request.responseConfig, fundShape, now);
  world.notifier.mutualFunds(record, payload);
  return outcome;
}

/** Subscribes the account to a smallcase; an error while it is subscribed and not in grace (section 15). */
function subscribe(
  world: World,
  record: TransactionRecord,
  account: AccountRecord,
  scid: string,
): IntentOutcome {
  const now = world.clock.now();
  const isFor = (one: SubscriptionRecord) => one.scid === scid;
  if (account.subscriptions.some((one) => isFor(one) && isSubscribed(one, now)))
    return { kind: 'error', error: { code: 4000, message: 'already_subscribed' } };
  const others = account.subscriptions.filter((one) => !isFor(one));
  const subscriptions = [...others, subscribeTo(scid, world.ids.objectId(), now)];
  world.store.putAccount({ ...account, subscriptions });
  return complete(world, record, { scid }, { scid });
}

/** Section 18.2: `sipDetails`. What the user chose is [assumed]. */
function setUpSip(
  world: World,
  record: TransactionRecord,
  account: AccountRecord,
  name: InvestmentName,
): IntentOutcome {
  const investment = findInvestment(account, name);
  if (investment === undefined) return NO_ORDER;
  const { iscid, scid } = investment;
  const sipDetails = {
    sipActive: true,
    sipAction: 'CREATE',
    amount: 5000,
    frequency: '1m',
    iscid,
    scid,
    scheduledDate: isoTime(world.clock.now() + 30 * 24 * 3_600_000),
    sipType: 'MANUAL',
  };
  world.store.putAccount(withInvestment(account, { ...investment, sip: sipDetails }));
  return complete(world, record, { sipDetails }, { sipDetails });
}

/** Section 7.1. What IMR is, and what else its result holds, is not documented: the ids alone [assumed]. */
function setUpImr(
  world: World,
  record: TransactionRecord,
  account: AccountRecord,
  name: InvestmentName,
): IntentOutcome {
  const investment = findInvestment(account, name);
  if (investment === undefined) return NO_ORDER;
  return complete(world, record, nameOf(investment), nameOf(investment));
}
