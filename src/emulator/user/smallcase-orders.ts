import { SDK_ERRORS } from '../../gateway/wire.js';
import type { OrderedLeg } from '../market/batch.js';
import type { IntentContext, IntentOutcome } from './intent-outcome.js';
import { holdInvestment, type SmallcaseOrder } from './investments.js';
import { outcomeOf, sendToExchange } from './orders.js';
import type { AccountRecord, TransactionRecord } from '../state/records.js';
import { smallcaseOf } from '../market/stocks.js';
import type { World } from '../world.js';

const SELLING_TYPES: readonly string[] = ['EXIT', 'PARTIALEXIT'];
/** Section 11: the types that can be after-market orders. */
const AMO_TYPES: readonly string[] = ['BUY', 'INVESTMORE', 'EXIT', 'SIP', 'PARTIALEXIT', 'FIX'];

/** Returns the legs of a smallcase order: its constituents, bought or sold. None for any other intent. */
export function smallcaseLegs({ request, transactionId }: TransactionRecord): OrderedLeg[] {
  if (request.intent !== 'TRANSACTION' || request.orderConfig.type === 'SECURITIES') return [];
  const { type, scid, iscid } = request.orderConfig;
  const side = SELLING_TYPES.includes(type) ? 'SELL' : 'BUY';
  return smallcaseOf(scid ?? iscid ?? transactionId).constituents.map(({ ticker, shares }) => ({
    ticker,
    quantity: shares,
    side,
    exchange: 'NSE',
    orderType: 'MARKET',
  }));
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
  if (context.scenario.variety === 'amo' && !AMO_TYPES.includes(order.type))
    return { kind: 'error', error: SDK_ERRORS.marketClosed };
  const investment = holdInvestment(world, account, order);
  const { settled } = sendToExchange(world, context, { ...investment }, order.type);
  return outcomeOf(settled, { ...investment, orderBatches: settled.batches });
}
