import './shop.css';
import { followConnection } from './connection.js';
import holdings from './documents/holdings.graphql?raw';
import overview from './documents/overview.graphql?raw';
import { createDwar } from './dwar.js';
import { createPresses } from './presses.js';
import { SHARES } from './shares.js';
import { NOTICES, textOfNoConnection } from './texts.js';
import { keepToken, takeToken } from './token.js';
import { logOut } from './trade.js';
import * as view from './view.js';

const { byId, say } = view;

const token = takeToken();
if (token === null) signIn();
else openShop(token);

function signIn() {
  byId('sign-in').hidden = false;
  byId('shop').hidden = true;
  byId('sign-in').onsubmit = (event) => {
    event.preventDefault();
    keepToken(byId('token').value.trim());
    location.reload();
  };
}

/** Reads what the page shows, shows it, and returns the viewer. */
function reader(dwar) {
  return oneAtATime(async () => {
    const { viewer, brokers, orders } = await dwar.insist(overview);
    view.showAccount(viewer, brokers ?? []);
    view.showOrders(
      orders.edges.map(({ node }) => node),
      token,
    );
    const answer = await dwar.insist(holdings).catch(() => null);
    view.showHoldings(answer?.holdings);
    return viewer;
  });
}

/** Opens the shop, follows every change of this user and reads again what it concerns. */
async function openShop(token) {
  const dwar = createDwar(token, followConnection(view.showConnection));
  const refresh = reader(dwar);
  try {
    const { id } = await refresh();
    // What fails now is read again after the next event.
    const refreshLater = () => refresh().catch(() => undefined);
    offerShares(dwar, id, refreshLater);
    for await (const { result } of dwar.changes()) {
      if (result.errors) throw new Error(result.errors[0].message);
      refreshLater();
    }
  } catch (error) {
    view.showConnection('ended');
    say(textOfNoConnection(error.message), 'bad');
    if (error.code === 'UNAUTHENTICATED' || error.status === 401) signIn();
  }
}

/** Lets the user press buttons. While a press is played no other button works: one press is one transaction. */
function offerShares(dwar, viewerId, refresh) {
  let basket = [];
  let isBusy = false;

  function setBusy(value) {
    isBusy = value;
    for (const button of document.querySelectorAll('#shop button, header button')) button.disabled = value;
    byId('order-basket').disabled = value || basket.length === 0;
  }

  function changeBasket(legs) {
    basket = legs;
    view.showBasket(basket, (ticker) => changeBasket(basket.filter((leg) => leg.ticker !== ticker)));
    byId('order-basket').disabled = isBusy || basket.length === 0;
  }

  const presses = createPresses(dwar, viewerId, {
    onBusy: setBusy,
    onOrdered: () => changeBasket([]),
    onEnd() {
      byId('logout').hidden = false;
      refresh();
    },
  });
  const order = (securities) => presses.play({ intent: 'TRANSACTION', securities });
  view.showShares(SHARES, {
    onOrder: (leg) => order([leg]),
    onAdd: (leg) => changeBasket([...basket.filter(({ ticker }) => ticker !== leg.ticker), leg]),
  });
  byId('order-basket').onclick = () => order(basket);
  byId('connect').onclick = () => presses.play({ intent: 'CONNECT' });
  byId('import').onclick = () => presses.play({ intent: 'HOLDINGS_IMPORT' });
  byId('logout').onclick = async () => {
    await logOut();
    say(NOTICES.loggedOut);
  };
  changeBasket([]);
  setBusy(false);
  presses.resume();
}

/** Runs a task again after its end if it was asked for meanwhile, and never twice at once. */
function oneAtATime(task) {
  let running = null;
  let isAskedAgain = false;
  const run = async () => {
    let outcome;
    do {
      isAskedAgain = false;
      outcome = await task();
    } while (isAskedAgain);
    return outcome;
  };
  return () => {
    if (running !== null) isAskedAgain = true;
    else
      running = run().finally(() => {
        running = null;
      });
    return running;
  };
}
