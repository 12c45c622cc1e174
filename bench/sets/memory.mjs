import { setTimeout as delay } from 'node:timers/promises';
import { PUSHERS } from '../contestants/catalogue.mjs';
import { startServer } from './server.mjs';

const SUBSCRIBERS = 2_000;
const WARM_UP = 50;
/** Time for what was opened or closed to come to rest. */
const REST_MS = 500;
const DATA = { viewers: 500, orders: 0 };
const ROWS = Object.keys(PUSHERS).filter((name) => PUSHERS[name].isCluster !== true);

/** What a subscriber costs while nothing happens. Each measurement is of a new process, so that nothing is counted as known. */
export const memory = {
  name: 'memory',
  title: `Memory of one idle subscriber: heap and buffers after collection, with ${SUBSCRIBERS.toLocaleString('en-US')} of 500 viewers`,
  stage: { catalogue: PUSHERS },
  contestants: ROWS,
  short: ['dwar', 'bare-ws'],
  hasNoWarmUp: true,
  metrics: [
    { name: 'held', unit: 'bytes', better: 'less', references: ['bare-ws'] },
    { name: 'resident', unit: 'bytes', better: 'less', references: ['bare-ws'] },
  ],

  async measure({ load }, name, options) {
    const { probeHeap, WITH_INSPECTOR } = await import('../contestants/heap.mjs');
    const server = await startServer(name, PUSHERS[name], DATA, load, options, [WITH_INSPECTOR]);
    try {
      await load.call('target', { name, port: server.port, ...DATA });
      const heap = await probeHeap(server.written());
      await load.call('openIdle', { name, count: WARM_UP });
      await delay(REST_MS);
      const before = await heap.bytes();
      await load.call('openIdle', { name, count: SUBSCRIBERS });
      await delay(REST_MS);
      const after = await heap.bytes();
      heap.close();
      await load.call('closeIdle', { name });
      const perSubscriber = (kind) => (after[kind] - before[kind]) / SUBSCRIBERS;
      return { held: perSubscriber('held'), resident: perSubscriber('resident') };
    } finally {
      await server.close();
    }
  },
};
