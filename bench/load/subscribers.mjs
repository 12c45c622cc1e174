import { setTimeout as delay } from 'node:timers/promises';
import { viewerName } from '../dataset/orders.mjs';
import { subscribe } from './subscriber.mjs';

/** Sockets that are opened at the same time, so that no server is overloaded by that. */
const AT_ONCE = 8;
const ATTEMPTS = 20;
const PAUSE_MS = 250;

/**
 * Opens a socket of each viewer in a list.
 *
 * @param {import('./target.mjs').Target} target
 * @param {readonly {number: number, token: string}[]} viewers
 * @param {(viewer: number, event: any) => void} onEvent
 * @param {(viewer: number, reason: string) => void} onLost
 */
export async function openSubscribers(target, viewers, onEvent, onLost) {
  const sockets = [];
  let next = 0;
  const worker = async () => {
    while (next < viewers.length) {
      const { number, token } = viewers[next++];
      const options = {
        port: target.port,
        viewer: { name: viewerName(number), token },
        onEvent: (event) => onEvent(number, event),
      };
      sockets.push(await openOne(options, (reason) => onLost(number, reason)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return sockets;
}

/** A server that is busy may refuse a socket: it is tried again. What ends it later is a loss. */
async function openOne(options, onLost) {
  for (let attempt = 1; ; attempt += 1) {
    let isOpen = false;
    try {
      const socket = await subscribe({ ...options, onLost: (reason) => isOpen && onLost(reason) });
      isOpen = true;
      return socket;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await delay(PAUSE_MS);
    }
  }
}
