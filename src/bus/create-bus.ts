import type { Bus } from './bus.js';
import { createMemoryBus } from './memory.js';
import type { RedisBusOptions } from './redis.js';

/** The bus of this profile: over Redis if a URL is configured, otherwise in this process. */
export async function createBus<Event>(
  redisUrl: string | undefined,
  options: RedisBusOptions,
): Promise<Bus<Event>> {
  if (redisUrl === undefined) return createMemoryBus<Event>();
  // Imported on demand: the embedded profile starts faster without it.
  const { RedisBus } = await import('./redis.js');
  return await RedisBus.connect<Event>(redisUrl, options);
}
