import { type Order, useDwarConnection, useOrders } from '@dwar/react';
import { textOfLegs, textOfOrder } from '../texts.js';
import { timelineOf } from '../timeline.js';

const CONNECTIONS = {
  idle: 'connecting…',
  connecting: 'connecting…',
  live: 'live',
  waiting: 'not connected',
  offline: 'not connected',
  refused: 'not connected',
};

/** The orders of the user, which events keep up to date. */
export function Orders({ token }: { readonly token: string }) {
  const { data: orders = [], error, hasNextPage, fetchNextPage } = useOrders();
  const { status } = useDwarConnection();
  return (
    <section className="panel" aria-labelledby="orders-title">
      <h2 id="orders-title">
        Orders{' '}
        <span id="live" className="live" data-tone={status === 'live' ? 'good' : 'plain'}>
          {CONNECTIONS[status]}
        </span>
      </h2>
      {error !== null && <p className="soft">{error.message}</p>}
      {orders.length === 0 && <p className="soft">No orders yet. Buy a share to see one here, live.</p>}
      <ul id="orders" className="rows">
        {orders.map((order) => (
          <OrderRow key={order.id} order={order} token={token} />
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" onClick={() => fetchNextPage()}>
          More
        </button>
      )}
    </section>
  );
}

function OrderRow({ order, token }: { readonly order: Order; readonly token: string }) {
  const legs = textOfLegs(order);
  return (
    <li data-order={order.id} data-status={order.status}>
      <span className="state">{textOfOrder(order)}</span>
      <span className="legs">{legs}</span>
      {order.transaction !== null && (
        <a
          href={timelineOf(token, order.transaction.id)}
          target="_blank"
          rel="noopener"
          aria-label={`Timeline of ${legs}`}
        >
          Timeline
        </a>
      )}
    </li>
  );
}
