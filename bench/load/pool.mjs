import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from './connection.mjs';
import { requireOk } from './refused.mjs';

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

const ATTEMPTS = 40;
const PAUSE_MS = 500;

/**
 * Sends a request of the preparation: one that a busy server refuses with 503 is sent again, as its client would. What is
 * measured is never repeated.
 *
 * @param {Connection} connection
 * @param {Buffer} bytes
 * @param {string} what
 */
export async function requestPatiently(connection, bytes, what) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await connection.request(bytes);
    if (answer.status !== 503 || attempt === ATTEMPTS) {
      requireOk(answer, what);
      return answer;
    }
    await delay(PAUSE_MS);
  }
}
