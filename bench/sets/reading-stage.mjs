import { READERS } from '../contestants/catalogue.mjs';
import { startDwar } from '../contestants/dwar.mjs';
import { startPeer } from '../contestants/peer.mjs';
import { PAGE } from '../data/orders.mjs';
import { Load } from '../load/load.mjs';

/** The rate of queries is bounded per viewer: so many share what a server can do. */
const VIEWERS = 500;

/**
 * Starts servers that all have the same orders of the same viewers: Dwar has received them by webhooks and confirmed them by
 * reads, its peers have them in memory.
 */
export const readingStage = {
  catalogue: READERS,

  /** @param {readonly string[]} names @param {import('../options.mjs').Options} options */
  async start(names, options) {
    const load = new Load();
    const servers = new Map();
    const close = async () => {
      await Promise.all([...servers.values()].map((server) => server.close()));
      load.close();
    };
    try {
      for (const name of names) {
        options.progress(`starting ${READERS[name].label}`);
        servers.set(name, await startReader(name, load, options));
      }
    } catch (error) {
      await close();
      throw error;
    }
    return { load, servers, close };
  },
};

async function startReader(name, load, options) {
  const { isDwar, file, settings } = READERS[name];
  const data = { viewers: VIEWERS, orders: PAGE };
  const server = isDwar
    ? await startDwar({ ...(await options.dwar(name, load)), name })
    : await startPeer(file, { ...settings, ...data });
  await load.call('target', { name, port: server.port, ...data });
  if (isDwar) await load.call('fill', { name });
  // Every answer is looked at once before anything is timed.
  if (name !== 'fastify') await load.call('readOnce', { name, connections: options.connections });
  return server;
}
