import type { createClient } from '@redis/client';
import { withDeadline } from './time/deadline.js';
import { describeError } from './describe-error.js';
import type { Log } from './log.js';

/**
 * A connection to Redis. While it is down calls fail at once; callers set their own deadline for each call.
 */
export type RedisClient = ReturnType<typeof createClient>;

const CONNECT_TIMEOUT_MS = 1_000;
const RECONNECT_MAX_MS = 1_000;
/** Most calls in flight. If Redis hangs, further calls are rejected instead of piling up. */
const CALLS_WAITING = 1_000;
/** Keeps idle connections alive, and detects dead ones. */
const PING_EVERY_MS = 10_000;

/**
 * Opens a connection, with the one client configuration of Dwar. Connects in the background and keeps
 * retrying: Redis may be unreachable at startup or later, since nothing is stored only there.
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
  let isLogged = false;
  client.on('error', (error: unknown) => {
    if (!isLogged) log.warn({ err: describeError(error) }, 'Redis is not reachable; continuing without it');
    isLogged = true;
  });
  client.on('ready', () => {
    isLogged = false;
    log.info('Redis is connected');
  });
  client
    .connect()
    .catch((error: unknown) => log.warn({ err: describeError(error) }, 'Redis could not be connected'));
  return client as RedisClient;
}

/** Closes a connection and stops reconnecting, within a second. May be called twice. */
export async function disconnectRedis(client: RedisClient): Promise<void> {
  // A connection attempt in flight would outlive `destroy`.
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
