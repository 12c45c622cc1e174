import { ledgerPath, startDwar } from '../contestants/dwar.mjs';
import { PAGE, viewerName } from '../dataset/orders.mjs';

const ORDERS = 1_000_000;
const SHORT_ORDERS = 50_000;
const DATA = { viewers: 1, orders: PAGE };

const CATALOGUE = {
  dwar: { label: 'Dwar', lacks: '' },
  before: { label: 'Dwar, the other version', lacks: '' },
};

/** Filtered pages of a viewer with very many orders. The viewer gets a new order before each round. */
export const largeViewer = {
  name: 'large-viewer',
  title: `Filtered pages of a viewer with 1,000,000 orders (\`--short\`: 50,000): median of the slowest filter`,
  stage: { catalogue: CATALOGUE },
  contestants: ['dwar', 'before'],
  short: ['dwar'],
  metrics: [
    { name: 'first', unit: 'ms', better: 'less', references: [] },
    { name: 'middle', unit: 'ms', better: 'less', references: [] },
  ],

  async measure({ load, servers }, name, options) {
    const orders = options.isShort ? SHORT_ORDERS : ORDERS;
    if (!servers.has(name)) servers.set(name, await startLarge(name, orders, load, options));
    await load.call('change', { name });
    return await load.call('readPages', { name, orders });
  },
};

/** Makes the viewer by webhooks, ends the server, multiplies the orders in its ledger, and starts it again. */
async function startLarge(name, count, load, options) {
  const { multiplyOrders } = await import('../dataset/large-viewer.mjs');
  const dwar = { ...(await options.dwar(name, load)), name: `${name}-large`, nodeArgs: [] };
  const first = await startDwar(dwar);
  await load.call('target', { name, port: first.port, ...DATA });
  await load.call('fill', { name });
  const otherTransactionId = await load.call('newTransaction', { name });
  await first.close();
  multiplyOrders(ledgerPath(options.folder, dwar.name), {
    viewerId: viewerName(0),
    otherTransactionId,
    count,
  });
  const server = await startDwar(dwar);
  await load.call('move', { name, port: server.port });
  return server;
}
