import { NOTICES, rupees, textOfAnswer, textOfLegs, textOfOrder } from './texts.js';
import { timelineOf } from './timeline.js';

export const byId = (id) => document.getElementById(id);

function row(template) {
  return byId(template).content.firstElementChild.cloneNode(true);
}

export function say(text, tone = 'plain') {
  const notice = byId('notice');
  notice.textContent = text;
  notice.dataset.tone = tone;
}

export function sayAlso(text) {
  byId('notice').append(` ${text}`);
}

const CONNECTIONS = {
  connecting: 'connecting…',
  live: 'live',
  lost: 'not connected',
  ended: 'not connected',
};

/** Shows whether Dwar can be reached. After `lost` the page continues by itself, after `ended` it does not. */
export function showConnection(state) {
  byId('live').textContent = CONNECTIONS[state];
  byId('live').dataset.tone = state === 'live' ? 'good' : 'plain';
  byId('offline').textContent = state === 'lost' ? NOTICES.offline : '';
}

/** Offers to repeat a press, or to give it up; null takes the offer away. */
export function offerRepeat(offer) {
  byId('unfinished').hidden = offer === null;
  byId('retry').onclick = offer?.onRepeat ?? null;
  byId('start-over').onclick = offer?.onStartOver ?? null;
}

export function showAccount({ currentBrokerAccount: account }, brokers) {
  const broker = brokers.find(({ key }) => key === account?.broker);
  byId('account').textContent =
    account === null ? 'No broker connected' : `Connected: ${broker?.name ?? 'a broker'}`;
  byId('connect').textContent = account === null ? 'Connect a broker' : 'Connect another broker';
}

export function showShares(tickers, { onOrder, onAdd }) {
  byId('shares').replaceChildren(
    ...tickers.map((ticker) => {
      const item = row('share-row');
      const quantity = item.querySelector('input');
      item.querySelector('.name').textContent = ticker;
      quantity.setAttribute('aria-label', `Quantity of ${ticker}`);
      const leg = (side) => ({ ticker, quantity: quantity.valueAsNumber, side });
      const on = (name, label, act) => {
        const button = item.querySelector(`.${name}`);
        button.setAttribute('aria-label', label);
        button.onclick = () => quantity.reportValidity() && act();
      };
      on('buy', `Buy ${ticker}`, () => onOrder(leg('BUY')));
      on('sell', `Sell ${ticker}`, () => onOrder(leg('SELL')));
      on('add', `To basket: ${ticker}`, () => onAdd(leg('BUY')));
      return item;
    }),
  );
}

export function showBasket(basket, onRemove) {
  byId('basket-empty').hidden = basket.length > 0;
  byId('basket').replaceChildren(
    ...basket.map(({ ticker, quantity }) => {
      const item = row('basket-row');
      item.querySelector('.name').textContent = `Buy ${quantity} ${ticker}`;
      const remove = item.querySelector('.remove');
      remove.setAttribute('aria-label', `Remove ${ticker}`);
      remove.onclick = () => onRemove(ticker);
      return item;
    }),
  );
}

export function showOrders(orders, token) {
  byId('orders-empty').hidden = orders.length > 0;
  byId('orders').replaceChildren(...orders.map((order) => orderRow(order, token)));
}

function orderRow(order, token) {
  const item = row('order-row');
  item.dataset.order = order.id;
  item.dataset.status = order.status;
  item.querySelector('.state').textContent = textOfOrder(order);
  const legs = textOfLegs(order);
  item.querySelector('.legs').textContent = legs;
  const link = item.querySelector('.timeline');
  const id = order.transaction?.gatewayTransactionId;
  link.hidden = id === undefined;
  if (id !== undefined) {
    link.href = timelineOf(token, id);
    link.setAttribute('aria-label', `Timeline of ${legs}`);
  }
  return item;
}

export function showHoldings(holdings) {
  const securities = holdings?.securities ?? [];
  byId('holdings').hidden = securities.length === 0;
  byId('holdings-empty').hidden = securities.length > 0;
  byId('holdings').tBodies[0].replaceChildren(
    ...securities.map(({ name, nseTicker, quantity, averagePrice }) => {
      const item = row('holding-row');
      item.querySelector('th').textContent = nseTicker ?? name;
      item.querySelector('.quantity').textContent = quantity === null ? '–' : Number(quantity);
      item.querySelector('.price').textContent = averagePrice === null ? '–' : rupees(averagePrice.amount);
      return item;
    }),
  );
}

export function showAnswer({ value, error }) {
  const own = error && { name: 'Error', code: error.code, message: error.message, data: error.data };
  byId('answer').value = textOfAnswer(value ?? own);
}

export function askAboutDuplicate() {
  const dialog = byId('duplicate');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === 'yes');
  });
}
