import { SDK_ERRORS, type WireSmallcaseOrderType } from '../../gateway/wire.js';
import { findInvestment, type InvestmentName, withInvestment } from '../market/investments.js';
import { smallcaseOf } from '../market/stocks.js';
import type { AccountRecord, Investment, TransactionRecord } from '../state/records.js';
import type { World } from '../world.js';
import { type IntentContext, type IntentOutcome, NO_ORDER } from './intent-outcome.js';
import { outcomeOf, sendToExchange } from './orders.js';
import { lastOrderOf, unfilledLegs } from './repairs.js';

/** Section 11: the types that can be after-market orders. */
const AMO_TYPES: readonly string[] = ['BUY', 'INVESTMORE', 'EXIT', 'SIP', 'PARTIALEXIT', 'FIX'];
/**
 * Types that a previous order has to be repaired for first (section 7.3). Which they are is [assumed]: those
 * that add to an investment or change it.
 */
const TYPES_AFTER_REPAIR: readonly string[] = ['INVESTMORE', 'REBALANCE', 'MANAGE', 'SIP'];

/** The checked `orderConfig` of a smallcase order (section 7.3). */
interface SmallcaseOrder extends InvestmentName {
  readonly type: WireSmallcaseOrderType;
}

/**
 * Sends a smallcase order (section 7.3). Section 17.1 documents no webhook for it: clients poll its outcome.
 */
export function placeSmallcaseOrder(
  world: World,
  context: IntentContext,
  account: AccountRecord,
  order: SmallcaseOrder,
): IntentOutcome {
  const { type } = order;
  if (context.scenario.variety === 'amo' && !AMO_TYPES.includes(type))
    return { kind: 'error', error: SDK_ERRORS.marketClosed };
  const investment = type === 'BUY' ? openInvestment(world, account, order) : findInvestment(account, order);
  // It may have been exited since the transaction was created.
  if (investment === undefined || context.legs.length === 0) return NO_ORDER;
  const named = nameOf(investment);
  const last = lastOrderOf(world, investment.iscid);
  if (TYPES_AFTER_REPAIR.includes(type) && unfilledLegs(last).length > 0)
    return requireRepair(world, context.record, named);
  const repaired = type === 'FIX' ? last?.batches[0]?.originalLabel : undefined;
  const { settled } = sendToExchange(world, context, named, { label: type, originalLabel: repaired ?? type });
  return outcomeOf(settled, { ...named, orderBatches: settled.batches });
}

/** How an outcome names an investment (section 18.2). */
export function nameOf({ iscid, scid, name }: Investment): Readonly<Record<string, unknown>> {
  return { iscid, scid, name };
}

/** Section 7.3: a first BUY makes a new investment, which has no shares before they are filled. */
function openInvestment(world: World, account: AccountRecord, { scid = '' }: SmallcaseOrder): Investment {
  const { name } = smallcaseOf(scid);
  const investment = { iscid: world.ids.objectId(), scid, name, constituents: [] };
  world.store.putAccount(withInvestment(account, investment));
  return investment;
}

/** Section 8: ACTION_REQUIRED. The SDK's error is [assumed]. */
function requireRepair(
  world: World,
  record: TransactionRecord,
  result: Readonly<Record<string, unknown>>,
): IntentOutcome {
  const blocked = { ...record, status: 'ACTION_REQUIRED', result, updatedAt: world.clock.now() } as const;
  return { kind: 'blocked', record: world.store.putTransaction(blocked) };
}
