import { completeAsUser, createAuthToken, createTransaction, subscribe } from './common-steps.js';
import type { OrderView } from './documents.js';
import type { Play, PlaySteps } from './play.js';

/**
 * Buys as a guest, so that any scenario token may log in: a connected user would have to log in to the linked
 * account (protocol section 5).
 */
const PURCHASE: PlaySteps = {
  subscription: subscribe,
  'auth token': createAuthToken('GUEST'),
  transaction: createTransaction({
    intent: 'TRANSACTION',
    asGuest: true,
    allowDuplicate: true,
    securities: [
      { ticker: 'INFY', quantity: 2, side: 'BUY' },
      { ticker: 'RELIANCE', quantity: 4, side: 'BUY' },
    ],
  }),
  "user's part": completeAsUser,
  'webhook verified': awaitWebhook,
};

/** Buys two stocks while the market is open; the scenario token decides how the order ends. */
export const BUY: PlaySteps = { ...PURCHASE, 'order confirmed': awaitFinalOrder };

/** Buys two stocks while the market is closed: the order ends only after the next opening. */
export const BUY_AFTER_MARKET: PlaySteps = { ...PURCHASE, 'order waiting': awaitWaitingOrder };

/** Waits for the order as the webhook reported it, which a read confirms later. */
async function awaitWebhook(play: Play): Promise<string> {
  const { batchId, status, provenance } = await awaitOrder(play, 'an event of the order');
  if (provenance !== 'WEBHOOK') return 'none arrived; a read found the order';
  return `order ${batchId} is ${status} (WEBHOOK)`;
}

async function awaitFinalOrder(play: Play): Promise<string> {
  const order = await awaitOrder(play, 'the final state of the order', ({ isFinal }) => isFinal);
  return `${describeOrder(order)}, ${describeLegs(order)}`;
}

async function awaitWaitingOrder(play: Play): Promise<string> {
  const order = await awaitOrder(
    play,
    'the confirmed after-market order',
    ({ variety, provenance }) => variety === 'AMO' && provenance === 'CONFIRMED',
  );
  return `${describeOrder(order)} until the market opens, ${describeLegs(order)}`;
}

async function awaitOrder(
  play: Play,
  description: string,
  matches: (order: OrderView) => boolean = () => true,
): Promise<OrderView> {
  const id = play.transaction.gatewayTransactionId;
  const { order } = await play.event(
    'OrderEvent',
    description,
    (event) => event.order.transaction?.gatewayTransactionId === id && matches(event.order),
  );
  return order;
}

function describeOrder({ batchId, status, provenance }: OrderView): string {
  return `order ${batchId} is ${status} (${provenance})`;
}

function describeLegs({ legs }: OrderView): string {
  const texts = legs.map((leg) => {
    const price = leg.averagePrice === null ? '' : ` at ${leg.averagePrice.amount}`;
    const reason = leg.errorCode === null ? '' : ` (${leg.errorCode})`;
    return `${leg.side} ${leg.filledQuantity}/${leg.quantity} ${leg.symbol}${price}${reason}`;
  });
  return texts.join(', ');
}
