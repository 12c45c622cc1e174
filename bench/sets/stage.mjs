import { Load } from '../load/load.mjs';
import { startServer } from './server.mjs';

/**
 * @typedef {import('../contestants/catalogue.mjs').Contestant} Contestant
 * @typedef {import('../options.mjs').Options} Options
 * @typedef {import('./server.mjs').Server} Server
 *
 * @typedef {object} Stage
 * @property {Readonly<Record<string, Contestant>>} catalogue
 * @property {(options: Options) => {viewers: number, orders: number}} [data]
 *   of each server; without it, each measurement starts what it needs
 * @property {(name: string, contestant: Contestant, load: Load) => Promise<void>} [prepare]
 *   called when the server is known to the load
 *
 * @typedef {object} Running
 * @property {Load} load
 * @property {readonly string[]} names
 * @property {Map<string, Server>} servers
 * @property {() => Promise<void>} close
 */

/**
 * Starts a load and the servers of a stage, one after another. If one does not start, all are closed.
 *
 * @param {Stage} stage
 * @param {readonly string[]} names
 * @param {Options} options
 * @returns {Promise<Running>}
 */
export async function startStage({ catalogue, data: dataOf, prepare }, names, options) {
  const load = new Load();
  /** @type {Map<string, Server>} */
  const servers = new Map();
  const close = async () => {
    load.close();
    await Promise.all([...servers.values()].map((server) => server.close()));
  };
  const running = { load, names, servers, close };
  if (dataOf === undefined) return running;
  const data = dataOf(options);
  try {
    for (const name of names) {
      options.progress(`starting ${catalogue[name].label}`);
      const server = await startServer(name, catalogue[name], data, load, options);
      servers.set(name, server);
      await load.call('target', { name, port: server.port, ...data });
      await prepare?.(name, catalogue[name], load);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return running;
}
