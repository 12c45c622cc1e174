import type { Log } from '../core/log.js';
import type { Bus, NewsLedger } from './bus.js';
import { createMemoryBus } from './memory.js';

interface BusOptions {
  readonly log: Log;
  readonly ledger: NewsLedger;
  /** The log's head of each of these viewers. */
  readonly readHeads: (viewerIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
}

/** The bus of this profile: over Redis when there is one, else in this process. */
export async function createBus<Event>(
  redisUrl: string | undefined,
  options: BusOptions,
): Promise<Bus<Event>> {
  if (redisUrl === undefined) return createMemoryBus<Event>();
  // Loaded here: the embedded profile starts without it.
  const { createRedisBus } = await import('./redis.js');
  return await createRedisBus<Event>(redisUrl, options);
}
