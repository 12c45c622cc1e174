import { type Order, useOrders } from '@dwar/react';
import { ActivityIndicator, FlatList, Text } from 'react-native';

/** The orders of the user, newest first. The provider keeps them up to date. */
export function OrdersScreen() {
  const { data, error, hasNextPage, fetchNextPage } = useOrders();
  if (error !== null) return <Text role="alert">Your orders cannot be shown: {error.message}.</Text>;
  if (data === undefined) return <ActivityIndicator accessibilityLabel="Loading" />;
  return (
    <FlatList
      data={data}
      keyExtractor={({ id }) => id}
      renderItem={({ item }) => <Text testID="order">{textOf(item)}</Text>}
      ListEmptyComponent={<Text>You have no orders.</Text>}
      onEndReached={() => {
        if (hasNextPage) void fetchNextPage();
      }}
    />
  );
}

function textOf({ legs, status }: Order): string {
  const shares = legs.map(
    ({ side, filledQuantity, quantity, symbol }) =>
      `${side} ${filledQuantity ?? '?'} of ${quantity ?? '?'} ${symbol}`,
  );
  return `${shares.join(', ')}: ${status}`;
}
