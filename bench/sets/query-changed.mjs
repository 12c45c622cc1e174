import { query } from './query.mjs';
import { readingStage } from './reading-stage.mjs';

/**
 * The same page, each time with an order that no earlier answer had. All viewers get one more order, by a webhook and its
 * confirming read at Dwar, in memory at its peers; then the page of each viewer is read once. Only the reads are timed.
 */
export const queryChanged = {
  name: 'query-changed',
  title: 'The same page, changed before every read',
  stage: readingStage,
  contestants: query.contestants,
  short: ['dwar', 'mercurius-jit'],
  metrics: [
    { name: 'rate', unit: 'requests/s', better: 'more', references: ['mercurius-jit', 'bare-stringify'] },
  ],

  async measure({ load, servers }, name, { seconds, connections }) {
    let count = 0;
    let elapsedMs = 0;
    for (let cycle = 0; cycle < Math.ceil(seconds); cycle += 1) {
      await servers.get(name).change?.();
      await load.call('change', { name });
      const read = await load.call('readOnce', { name, connections });
      count += read.count;
      elapsedMs += read.elapsedMs;
    }
    return { rate: (count / elapsedMs) * 1000 };
  },
};
