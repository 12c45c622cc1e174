import { beginIntent, playIntent, subscribe } from './common-steps.js';
import type { Play, PlaySteps } from './play.js';

/** Opens an account at the broker, as a user without one. */
export const ONBOARDING: PlaySteps = {
  subscription: subscribe,
  ...playIntent({ intent: 'ONBOARDING' }, 'GUEST'),
};

/** Imports mutual-fund folios by PAN; no broker account is needed. The investor is one of the emulator. */
export const IMPORT_MUTUAL_FUNDS: PlaySteps = {
  subscription: subscribe,
  ...beginIntent(
    {
      intent: 'MF_HOLDINGS_IMPORT',
      asGuest: true,
      mutualFundImport: { pan: 'ABCTY1234D', phone: '9876543210', fromDate: '2020-01-01' },
    },
    'GUEST',
  ),
  'folios received': awaitFolios,
};

/** Places a limit order that the market does not reach. */
export const PLACE_LIMIT_ORDER: PlaySteps = {
  ...beginIntent({
    intent: 'TRANSACTION',
    allowDuplicate: true,
    securities: [{ ticker: 'TCS', quantity: 1, side: 'BUY', orderType: 'LIMIT', limitPrice: '100.05' }],
  }),
  'order open': awaitOpenOrder,
};

/** Cancels the order of {@link PLACE_LIMIT_ORDER}. */
export const CANCEL_LIMIT_ORDER: PlaySteps = playIntent(({ openOrderId: orderId }) => ({
  intent: 'CANCEL_ORDER',
  cancelOrder: { orderId, symbol: 'TCS' },
}));

async function awaitFolios(play: Play): Promise<string> {
  const id = play.transaction.gatewayTransactionId;
  const { import: imported } = await play.event(
    'MutualFundImportEvent',
    'the folios',
    ({ import: { state, transaction } }) => state === 'RECEIVED' && transaction.gatewayTransactionId === id,
  );
  return `folios of the import: ${imported.foliosCount}`;
}

async function awaitOpenOrder(play: Play): Promise<string> {
  const id = play.transaction.gatewayTransactionId;
  const { order } = await play.event(
    'OrderEvent',
    'the open order',
    ({ order: { transaction, provenance } }) =>
      transaction?.gatewayTransactionId === id && provenance === 'CONFIRMED',
  );
  play.openOrderId = order.id;
  return `order ${order.batchId} is ${order.status}`;
}
