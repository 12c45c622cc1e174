import { expect } from '@jest/globals';
import { readCursor } from '../../src/events/cursor.js';
import { deliverAll, type FeedTarget, newOrderWebhook } from '../support/order-feed.js';
import { waitUntil } from '../cluster/cluster.js';
import { CLIENT_READERS } from './client-readers.js';
import { Received } from './received.js';

/** Between two deliveries of each of the sixteen that are in flight: a load, not a flood. */
const PAUSE_MS = 50;
/** Only a failing test waits this long. */
const WITHIN_MS = 120_000;

/** One client of the library that reads the events of a viewer. */
export interface Reader {
  readonly name: string;
  readonly received: Received;
}

/** Starts each client of the library; `portOf` says where it connects. */
export function startReaders(
  token: string,
  signal: AbortSignal,
  portOf: (index: number) => number,
): readonly Reader[] {
  return Object.entries(CLIENT_READERS).map(([name, read], index) => {
    const received = new Received();
    read({ port: portOf(index), token, received, signal });
    return { name, received };
  });
}

/** Delivers new orders until it is stopped: as Gateway does, again and again while nothing takes them. */
export function keepDelivering(url: string, target: FeedTarget): { stop(): Promise<void> } {
  let isStopped = false;
  function* bodies() {
    while (!isStopped) yield newOrderWebhook(target);
  }
  const delivering = deliverAll(url, bodies(), PAUSE_MS);
  return {
    async stop() {
      isStopped = true;
      await delivering;
    },
  };
}

/** Waits until each reader has received so many more events. */
export async function receivedMore(readers: readonly Reader[], count: number): Promise<void> {
  const wanted = readers.map(({ received }) => received.cursors.length + count);
  await eventually(`${count} more events of each reader`, () =>
    readers.every(({ received }, index) => received.cursors.length >= (wanted[index] ?? 0)),
  );
}

/** Waits for what a busy machine may take long for. */
export async function eventually(what: string, isSo: () => boolean): Promise<number> {
  return await waitUntil(isSo, WITHIN_MS, `not within ${WITHIN_MS / 1000} s: ${what}`);
}

/** How often a reader was sent ResyncRequired. */
export const resyncs = ({ received }: Reader): number =>
  received.kinds.filter((kind) => kind === 'ResyncRequired').length;

/**
 * What every reader must have received: in each epoch event after event, without a gap or a repetition, and
 * ResyncRequired wherever the epoch changes. Returns the faults.
 */
export function faultsIn({ name, received }: Reader): readonly string[] {
  const faults: string[] = [];
  let before: { readonly epoch: string; readonly seq: number } | null = null;
  for (const [index, cursor] of received.cursors.entries()) {
    const now = readCursor(cursor);
    const kind = received.kinds[index];
    if (now === null) faults.push(`${name}: ${kind} without a cursor`);
    else if (before !== null && kind === 'ResyncRequired' && now.epoch === before.epoch)
      faults.push(`${name}: ResyncRequired without a new epoch at ${now.seq}`);
    else if (before !== null && kind !== 'ResyncRequired' && now.epoch !== before.epoch)
      faults.push(`${name}: a new epoch without ResyncRequired at ${now.seq}`);
    else if (before !== null && kind !== 'ResyncRequired' && now.seq !== before.seq + 1)
      faults.push(`${name}: ${kind} ${now.seq} after ${before.seq}`);
    before = now;
  }
  return faults;
}

/** Expects that each reader is at the end of the log, was resynced so often, and missed and repeated nothing. */
export async function expectResynced(readers: readonly Reader[], head: string, times: number): Promise<void> {
  await Promise.all(readers.map(({ received }) => received.at(head)));
  expect(readers.flatMap(faultsIn)).toEqual([]);
  expect(readers.map((reader) => [reader.name, resyncs(reader)])).toEqual(
    readers.map(({ name }) => [name, times]),
  );
}
