import type { createClient } from '@redis/client';
import { withDeadline } from './time/deadline.js';
import { describeError } from './describe-error.js';
import type { Log } from './log.js';

/** A connection to Redis. A call fails at once while it is down; callers put their own deadline round each call. */
export type RedisClient = ReturnType<typeof createClient>;

const CONNECT_TIMEOUT_MS = 1_000;
const RECONNECT_MAX_MS = 1_000;
/** Calls under way at once; with a Redis that hangs, more are refused instead of piling up. */
const CALLS_WAITING = 1_000;
/** Keeps an idle connection from being taken for dead, and notices one that is. */
const PING_EVERY_MS = 10_000;

/**
 * The one client configuration of Dwar. Connects in the background and goes on trying: Redis may be absent at the start and may go and
 * come back, since nothing true is only there.
 */
export async function connectRedis(url: string, log: Log): Promise<RedisClient> {
  // Loaded here: the embedded profile starts without it.
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: CALLS_WAITING,
    pingInterval: PING_EVERY_MS,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (retries) => Math.min(25 * 2 ** Math.min(retries, 10), RECONNECT_MAX_MS),
    },
  });
  let isTold = false;
  client.on('error', (error: unknown) => {
    if (!isTold) log.warn({ err: describeError(error) }, 'Redis is not reachable; going on without it');
    isTold = true;
  });
  client.on('ready', () => {
    isTold = false;
    log.info('Redis is connected');
  });
  client
    .connect()
    .catch((error: unknown) => log.warn({ err: describeError(error) }, 'Redis could not be connected'));
  return client as RedisClient;
}

/** Ends a connection, and its tries for a new one, within a second. May be called twice. */
export async function disconnectRedis(client: RedisClient): Promise<void> {
  // A connection that is being made just now would outlive `destroy`.
  if (client.isOpen && !client.isReady) await endOfAttempt(client);
  if (client.isOpen) client.destroy();
}

async function endOfAttempt(client: RedisClient): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    client.once('ready', resolve);
    client.once('error', () => resolve());
  });
  await withDeadline('connecting', CONNECT_TIMEOUT_MS, ended).catch(() => {});
}
