import { READERS } from '../contestants/catalogue.mjs';
import { PAGE } from '../dataset/orders.mjs';

/** The rate of queries is bounded per viewer: so many share what a server can do. */
const VIEWERS = 500;

/**
 * Servers that all have the same orders of the same viewers: Dwar has received them by webhooks and confirmed them by reads,
 * its peers have them in memory.
 *
 * @type {import('./stage.mjs').Stage}
 */
export const readingStage = {
  catalogue: READERS,
  data: () => ({ viewers: VIEWERS, orders: PAGE }),

  async prepare(name, { isDwar }, load) {
    if (isDwar) await load.call('fill', { name });
    // Every answer is looked at once before anything is timed.
    if (name !== 'fastify') await load.call('checkAll', { name });
  },
};
