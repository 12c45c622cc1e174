import type { DwarClient, DwarEvent } from '../../packages/client/src/index.js';
import type { Order } from '../../packages/react/src/index.js';
import { Network, ReactApp } from '../integration/react-kit.js';
import { type ClientReader, type OrderState, type Reading, stateOf } from './client-readers.js';

/** Kinds of events but the position, with which the stream of hooks does not begin. */
const KINDS: readonly Exclude<DwarEvent['__typename'], 'StreamPosition'>[] = [
  'OrderEvent',
  'OrderRetracted',
  'TransactionEvent',
  'HoldingsEvent',
  'PendingActionEvent',
  'PendingActionResolved',
  'InvestmentEvent',
  'InvestmentExited',
  'MutualFundImportEvent',
  'FundsEvent',
  'ResyncRequired',
  '%other',
];

/** A page in StrictMode whose list of orders is read by `useOrders`, and whose events by `useDwarEvent`. */
export const reactReader: ClientReader = (reading) => {
  const { port, token, signal } = reading;
  const app = new ReactApp({ url: `http://127.0.0.1:${port}` }, '19');
  const client = app.client('', new Network(), {
    authorization: () => `Bearer ${token}`,
    retry: { initialDelayMs: 10, maxDelayMs: 200 },
  });
  const orders = new Map<string, OrderState>();
  /** What the page shows now: the newest orders. */
  let listed: readonly Order[] = [];
  const { createElement } = app.site.react;
  function Kind({ name }: { readonly name: (typeof KINDS)[number] }) {
    app.site.dwar.useDwarEvent(name, (event) => {
      if (event.__typename === 'OrderEvent') orders.set(event.order.id, stateOf(event.order));
      reading.received.add(event.__typename, event.cursor);
    });
    return null;
  }
  function Orders() {
    const { data = [] } = app.site.dwar.useOrders();
    app.site.react.useEffect(() => {
      listed = data;
    });
    return data.map(({ id, status }) => createElement('p', { key: id }, status));
  }
  const page = [
    createElement(Orders, { key: 'orders' }),
    ...KINDS.map((name) => createElement(Kind, { key: name, name })),
  ];
  app.mount(notingPosition(client, reading), page);
  signal.addEventListener('abort', () => void app.close());
  return (id) => {
    const shown = listed.find((order) => order.id === id);
    return shown === undefined ? orders.get(id) : stateOf(shown);
  };
};

/** The hooks take the position by a query, and resume the stream after it. */
function notingPosition(client: DwarClient, { received }: Reading): DwarClient {
  return {
    ...client,
    async query(document, variables, options) {
      const data = await client.query(document, variables, options);
      if (document.toString().includes('query Position')) {
        const { viewer } = data as { readonly viewer: { readonly cursor: string } };
        received.add('StreamPosition', viewer.cursor);
      }
      return data;
    },
  };
}
