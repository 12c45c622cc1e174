import { useOrders } from '@dwar/react';

/** The orders of the user, newest first. The provider keeps them up to date. */
export function OrderList() {
  const { data = [], error, hasNextPage, fetchNextPage } = useOrders();
  if (error !== null) return <p role="alert">Your orders cannot be shown: {error.message}.</p>;
  return (
    <>
      <ul id="orders">
        {data.map(({ id, status, legs }) => (
          <li key={id}>
            {legs
              .map(({ side, filledQuantity, quantity, symbol }) =>
                [side, filledQuantity ?? '?', 'of', quantity ?? '?', symbol].join(' '),
              )
              .join(', ')}
            : {status}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" onClick={() => fetchNextPage()}>
          Older orders
        </button>
      )}
    </>
  );
}
