/** What the user reads, in the user's words. Codes are for developers. */

const CODES = {
  1001: 'Please log in to the broker account that you connected.',
  1003: 'You did not give your consent, so nothing was done.',
  1004: 'You do not hold enough shares to sell.',
  1005: 'This took too long. Please check your orders, and then start again.',
  1007: 'You need an account at a broker to continue.',
  1008: 'None of your brokers supports this.',
  2000: 'Something went wrong at the broker. Please check your orders before you try again.',
  2001: 'Your broker did not hand over your holdings. Please try again later.',
  3000: 'Your broker does not support this yet.',
  3001: 'This has expired. Please start again.',
  4001: 'An earlier order has to be completed first.',
  4003: 'We have not heard from your broker yet. If an order was placed, it appears here.',
  4004: 'The market is closed. Please order again when it is open.',
  4006: 'Your order is with the broker. It appears here, and changes as it is filled.',
};

const KINDS = {
  USER_CHOICE: 'You closed the window. Nothing was ordered.',
  RETRY: 'That did not work. Please check your orders, and then start again.',
  WRONG_ACCOUNT: CODES[1001],
  WAIT: 'Not possible right now. Please try again later.',
};

/** What the notice of the page says. */
export const NOTICES = {
  busy: 'One moment…',
  unclear: 'We could not reach the broker’s side. You can try again: nothing is ordered twice.',
  notOrdered: 'Nothing was ordered.',
  sent: 'Your order was sent. Its state appears under Orders.',
  connected: 'Your broker is connected.',
  importing: 'Your holdings are being imported.',
  loggedOut: 'You are logged out of the broker. The next order asks you to log in.',
  signedOut: 'You are signed out. Open the shop by its link again.',
  offline:
    'There is no connection. What you see may be old. This page continues when the connection is back.',
  notConnected: 'Your broker was not connected. Please try again.',
  unfinished: 'What you began is not finished. You can continue, or start over.',
};

export const textOfRefusal = (message) => `That did not work: ${message}`;
export const textOfFailedLink = (message) => `Your broker could not be connected: ${message}`;
export const textOfNoConnection = (message) => `The shop is not connected: ${message}`;

export function textOfError(code, kind) {
  if (code === 4003 || code === 4006) return CODES[code];
  return CODES[code] ?? KINDS[kind] ?? 'That did not work, and nothing was charged. Please try again later.';
}

/** Text and tone for a transaction that was played before a reload. */
export function textOfProgress({ intent, status, isExpired, error, brokerAccount, ordersCount }) {
  if (ordersCount > 0) return [CODES[4006], 'plain'];
  if (error) return [textOfError(error.code, error.kind), error.kind === 'USER_CHOICE' ? 'plain' : 'bad'];
  if (status === 'COMPLETED' && intent === 'CONNECT')
    return brokerAccount === null ? [NOTICES.notConnected, 'bad'] : [NOTICES.connected, 'good'];
  if (status === 'COMPLETED' && intent === 'HOLDINGS_IMPORT') return [NOTICES.importing, 'good'];
  if (isExpired) return [status === 'INITIALIZED' ? CODES[3001] : CODES[1005], 'bad'];
  return [CODES[4003], 'plain'];
}

const STATES = {
  PLACED: 'With the broker',
  COMPLETED: 'Filled',
  PARTIALLYFILLED: 'Partly filled',
  UNFILLED: 'Rejected',
  UNPLACED: 'Not placed',
  MARKEDCOMPLETE: 'Archived',
};

/** A webhook is a first report; a read confirms it. */
export function textOfOrder({ status, isFinal, provenance }) {
  const state = STATES[status] ?? 'Unknown';
  return isFinal || provenance === 'CONFIRMED' ? state : `${state} (first report)`;
}

/** What was ordered, also what was not sent to the exchange. */
export function textOfLegs({ legs, unplacedLegs }) {
  const unplaced = unplacedLegs.map((leg) => ({ ...leg, filledQuantity: 0, averagePrice: null }));
  return [...legs, ...unplaced].map(textOfLeg).join(', ');
}

function textOfLeg({ symbol, side, quantity, filledQuantity, averagePrice }) {
  const verb = side === 'BUY' ? 'Buy' : 'Sell';
  const price = averagePrice === null ? '' : ` at ${rupees(averagePrice.amount)}`;
  return `${verb} ${filledQuantity ?? 0} of ${quantity} ${symbol}${price}`;
}

export function rupees(amount) {
  // The amount is exact text; it is rounded for display only.
  return new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR' }).format(amount);
}

/** A value or an error of the SDK as JSON, with its tokens hidden. */
export function textOfAnswer(answer) {
  return JSON.stringify(answer, (key, inner) => (/token/i.test(key) && inner ? '(hidden)' : inner), 2);
}
