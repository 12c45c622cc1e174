import type { TradeInput, TradeState } from '@dwar/client';
import { useTrade } from '@dwar/react';

const INPUT: TradeInput = {
  intent: 'TRANSACTION',
  securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }],
};

/** One press is one transaction, also over a reload. */
export function BuyButton() {
  const { state, start, confirmDuplicate, reset } = useTrade();
  return (
    <>
      <button type="button" disabled={isBusy(state)} onClick={() => start(INPUT)}>
        Buy 1 INFY
      </button>
      <p id="status" role="status">
        {textOf(state)}
      </p>
      {state.phase === 'duplicate' && (
        <p>
          You ordered the same a moment ago.
          <button type="button" onClick={confirmDuplicate}>
            Order it again
          </button>
          <button type="button" onClick={reset}>
            Do not order
          </button>
        </p>
      )}
    </>
  );
}

function isBusy({ phase }: TradeState): boolean {
  return ['resuming', 'creating', 'duplicate', 'opening', 'with-user', 'reporting', 'confirming'].includes(
    phase,
  );
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
