import { once } from 'node:events';
import type { Config } from '../config/variables.js';
import { withDeadline } from '../core/time/deadline.js';
import { silentLog } from '../core/log.js';
import { disconnectRedis, RedisServer } from '../core/redis.js';
import { redisProblem } from '../core/redis-problems.js';
import type { Finding } from './finding.js';

const TIMEOUT_MS = 2_000;
const PROBE = 'dwar:doctor';

/**
 * Checks that Redis answers and can be written; nothing without REDIS_URL. The URL is not shown, as it may
 * hold a password.
 */
export async function checkRedis(config: Config): Promise<Finding[]> {
  if (config.REDIS_URL === undefined) return [];
  const check = 'redis';
  const client = await new RedisServer(config.REDIS_URL, silentLog).connect();
  try {
    if (!client.isReady) await once(client, 'ready', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await withDeadline('redis', TIMEOUT_MS, client.set(PROBE, '1', { expiration: { type: 'EX', value: 1 } }));
    return [{ check, level: 'ok', text: 'answers and can be written' }];
  } catch (error) {
    const problem = redisProblem(error);
    if (problem !== null) {
      const { code, meaning, hint } = problem;
      return [{ check, level: 'fail', text: `refuses commands (${code}): ${meaning}`, hint }];
    }
    const code = (error as { code?: unknown }).code;
    const reason = typeof code === 'string' && /^E[A-Z_]+$/.test(code) ? ` (${code})` : '';
    const hint =
      'Check REDIS_URL. Without Redis, reads are slower and notifications between instances arrive late.';
    return [{ check, level: 'fail', text: `no answer within ${TIMEOUT_MS / 1000} s${reason}`, hint }];
  } finally {
    await disconnectRedis(client);
  }
}
