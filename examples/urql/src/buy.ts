import { createTrade, type TradeState } from '@dwar/client';
import { loadScDK, scdkSdk } from '@dwar/client/scdk';
import { client } from './dwar';

const button = document.querySelector('#buy') as HTMLButtonElement;
const status = document.querySelector('#status') as HTMLElement;

// Without VITE_SCDK_URL it is Gateway's own script.
const sdk = scdkSdk({ load: () => loadScDK({ url: import.meta.env.VITE_SCDK_URL }) });
const trade = createTrade(client, sdk);

trade.subscribe(show);
// Continues a purchase that a reload has interrupted.
await trade.resume();
show();

button.onclick = () =>
  trade.start({ intent: 'TRANSACTION', securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }] });

function show(): void {
  const { state } = trade;
  button.disabled = ['resuming', 'creating', 'opening', 'with-user', 'reporting', 'confirming'].includes(
    state.phase,
  );
  status.textContent = textOf(state);
  if (state.phase === 'duplicate') askAgain();
}

function textOf(state: TradeState): string {
  switch (state.phase) {
    case 'idle':
    case 'duplicate':
      return '';
    case 'unclear':
      return 'No connection. Press the button again: nothing is ordered twice.';
    case 'ready':
      return state.failure?.message ?? 'Press the button to continue.';
    case 'with-user':
      return 'Confirm the order with your broker.';
    case 'confirming':
      return 'Your order is being confirmed. Please do not order again.';
    case 'placed':
      return 'Your order is with the broker.';
    case 'done':
      return state.orders.every(({ status }) => status === 'COMPLETED') ? 'Bought.' : 'Not all was bought.';
    case 'left':
      return 'Nothing was ordered.';
    case 'expired':
      return state.orderMayExist ? 'Please check your orders at the broker.' : 'It took too long.';
    case 'failed':
      return state.failure.message;
    default:
      return 'One moment…';
  }
}

/** The same order was placed a moment ago. */
function askAgain(): void {
  if (confirm('You ordered the same a moment ago. Order it again?')) void trade.confirmDuplicate();
  else trade.reset();
}
