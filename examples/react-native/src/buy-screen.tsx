import type { KeyStore, TradeInput, TradeState } from '@dwar/client';
import { useTrade, useViewer } from '@dwar/react';
import { Button, Text, View } from 'react-native';

const INPUT: TradeInput = {
  intent: 'TRANSACTION',
  securities: [{ ticker: 'INFY', quantity: 1, side: 'BUY' }],
};

interface BuyScreenProps {
  readonly keyStore: KeyStore;
}

/** A purchase is kept for its user, so it waits until the user is known. */
export function BuyScreen({ keyStore }: BuyScreenProps) {
  const { data: viewer, error } = useViewer();
  if (viewer !== undefined) return <BuyButton keyStore={keyStore} viewerId={viewer.id} />;
  return <Text role="status">{error?.message ?? 'One moment…'}</Text>;
}

/** One press is one transaction, also if the app is closed and opened again. */
function BuyButton({ keyStore, viewerId }: BuyScreenProps & { readonly viewerId: string }) {
  const { state, start, confirmDuplicate, reset } = useTrade({ keyStore, scope: viewerId });
  return (
    <View>
      <Button title="Buy 1 INFY" disabled={isBusy(state)} onPress={() => start(INPUT)} />
      <Text role="status">{textOf(state)}</Text>
      {state.phase === 'duplicate' && (
        <View>
          <Text>You ordered the same a moment ago.</Text>
          <Button title="Order it again" onPress={confirmDuplicate} />
          <Button title="Do not order" onPress={reset} />
        </View>
      )}
    </View>
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
