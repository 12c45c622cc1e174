import { type DwarEvent, documents, isNewer } from '@dwar/client';
import { client } from './dwar';
import { showOrders, showProblem } from './list';

type Order = Extract<DwarEvent, { __typename: 'OrderEvent' }>['order'];

/** The newest known state of each order, the oldest order first. */
const orders = new Map<string, Order>();

follow().catch(showProblem);

async function follow(): Promise<void> {
  // The position is read first, so that no event between the list and the stream is missed.
  const { viewer } = await client.query(documents.position, {});
  await read();
  for await (const event of client.events({ after: viewer?.cursor })) {
    await apply(event);
    showOrders([...orders.values()].reverse());
  }
}

async function read(): Promise<void> {
  const { orders: page } = await client.query(documents.orders, { first: 20 });
  orders.clear();
  for (const { node } of [...(page?.edges ?? [])].reverse()) if (node) orders.set(node.id, node);
  showOrders([...orders.values()].reverse());
}

async function apply(event: DwarEvent): Promise<void> {
  switch (event.__typename) {
    case 'OrderEvent':
      if (isNewer(orders.get(event.order.id), event.order)) orders.set(event.order.id, event.order);
      break;
    case 'OrderRetracted':
      orders.delete(event.orderId);
      break;
    case 'ResyncRequired':
      await read();
  }
}
