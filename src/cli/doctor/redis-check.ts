import { once } from 'node:events';
import type { Config } from '../../config/variables.js';
import { withDeadline } from '../../core/time/deadline.js';
import { silentLog } from '../../core/log.js';
import { connectRedis } from '../../core/redis.js';
import type { Finding } from './checks.js';

const TIMEOUT_MS = 2_000;

/** Checks that Redis answers; nothing without REDIS_URL. The URL is not shown, as it may hold a password. */
export async function checkRedis(config: Config): Promise<Finding[]> {
  if (config.REDIS_URL === undefined) return [];
  const check = 'redis';
  const client = await connectRedis(config.REDIS_URL, silentLog);
  try {
    if (!client.isReady) await once(client, 'ready', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await withDeadline('redis', TIMEOUT_MS, client.ping());
    return [{ check, level: 'ok', text: 'answers' }];
  } catch {
    const hint =
      'Check REDIS_URL. Without Redis, reads are slower and notifications between instances arrive late.';
    return [{ check, level: 'fail', text: `no answer within ${TIMEOUT_MS / 1000} s`, hint }];
  } finally {
    client.destroy();
  }
}
