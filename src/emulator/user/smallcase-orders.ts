import { SDK_ERRORS } from '../../gateway/wire.js';
import type { OrderedLeg } from '../market/batch.js';
import type { Finishing, IntentEnd } from './finish.js';
import { holdInvestment, type SmallcaseOrder } from './investments.js';
import { endOf, sendToExchange } from './orders.js';
import type { AccountRecord, TransactionRecord } from '../state/state.js';
import { smallcaseOf } from '../market/stocks.js';
import type { World } from '../world.js';

const SELLING_TYPES: readonly string[] = ['EXIT', 'PARTIALEXIT'];
/** Section 11: what can wait for the next session. */
const AMO_TYPES: readonly string[] = ['BUY', 'INVESTMORE', 'EXIT', 'SIP', 'PARTIALEXIT', 'FIX'];

/** What a smallcase order trades: its constituents, bought or sold; none for any other intent. */
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

/** Sends a smallcase order (section 7.3). Section 17.1 documents no webhook for it: its outcome is polled. */
export function placeSmallcaseOrder(
  world: World,
  finishing: Finishing,
  account: AccountRecord,
  order: SmallcaseOrder,
): IntentEnd {
  if (finishing.scenario.variety === 'amo' && !AMO_TYPES.includes(order.type))
    return { kind: 'error', error: SDK_ERRORS.marketClosed };
  const investment = holdInvestment(world, account, order);
  const { settled } = sendToExchange(world, finishing, { ...investment }, order.type);
  return endOf(settled, { ...investment, orderBatches: settled.batches });
}
