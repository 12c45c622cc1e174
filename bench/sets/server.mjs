import { startDwar } from '../contestants/dwar.mjs';
import { startPeer } from '../contestants/peer.mjs';
import { startServices } from '../contestants/services.mjs';

/** @typedef {{port: number, written: () => string, change?: () => Promise<void>, close: () => Promise<void>}} Server */

/** Each Dwar has a ledger of its own: what an earlier one had planned would be read from another Gateway. */
let started = 0;

/**
 * Starts one server: a Dwar with a Gateway of its own, on PostgreSQL and Redis if it is a cluster's, or a peer with its data.
 *
 * @param {string} name
 * @param {import('../contestants/catalogue.mjs').Contestant} contestant
 * @param {{viewers: number, orders: number}} data of a peer
 * @param {import('../load/load.mjs').Load} load
 * @param {import('../options.mjs').Options} options
 * @param {readonly string[]} nodeArgs arguments of Node itself
 * @returns {Promise<Server>}
 */
export async function startServer(name, contestant, data, load, options, nodeArgs = []) {
  const { isDwar, isCluster, file = '', settings } = contestant;
  if (!isDwar) return await startPeer(file, { ...settings, ...data }, nodeArgs);
  const services = isCluster ? await startServices() : null;
  const { databaseUrl, redisUrl } = services ?? {};
  const profiled = options.profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  started += 1;
  const dwar = {
    ...(await options.dwar(name, load)),
    ...{ name: `${name}-${started}`, databaseUrl, redisUrl },
    nodeArgs: [...nodeArgs, ...profiled],
  };
  try {
    const server = await startDwar(dwar);
    const close = async () => {
      await server.close();
      await services?.close();
    };
    return { ...server, close };
  } catch (error) {
    await services?.close();
    throw error;
  }
}
