import type { Bus } from './bus.js';
import { createMemoryBus } from './memory.js';
import type { RedisServer } from '../core/redis.js';
import type { RedisBusOptions } from './redis.js';

/** The bus of this profile: over Redis where there is one, otherwise in this process. */
export async function createBus<Event>(
  redis: RedisServer | undefined,
  options: RedisBusOptions,
): Promise<Bus<Event>> {
  if (redis === undefined) return createMemoryBus<Event>();
  // Imported on demand: the embedded profile starts faster without it.
  const { RedisBus } = await import('./redis.js');
  return await RedisBus.connect<Event>(redis, options);
}
