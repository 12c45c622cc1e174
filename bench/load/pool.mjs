import { Connection } from './connection.mjs';

/**
 * Opens connections to a port, lets `work` use each of them at the same time, and closes them.
 *
 * @param {number} port
 * @param {number} size
 * @param {(connection: Connection, index: number) => Promise<void>} work
 */
export async function withConnections(port, size, work) {
  const connections = await Promise.all(Array.from({ length: size }, () => Connection.open(port)));
  try {
    await Promise.all(connections.map(work));
  } finally {
    for (const connection of connections) connection.close();
  }
}

/**
 * Calls `act` for each item, a few at the same time, each with a connection.
 *
 * @template Item
 * @param {number} port
 * @param {number} size
 * @param {readonly Item[]} items
 * @param {(connection: Connection, item: Item) => Promise<void>} act
 */
export async function forEachOver(port, size, items, act) {
  let next = 0;
  await withConnections(port, Math.min(size, items.length), async (connection) => {
    while (next < items.length) await act(connection, items[next++]);
  });
}

/** Throws unless an answer has status 200. */
export function requireOk({ status, body }, what) {
  if (status !== 200)
    throw new Error(`${what} was answered with ${status}: ${body.toString().slice(0, 300)}`);
}
