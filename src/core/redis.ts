import type { createClient } from '@redis/client';
import { withDeadline } from './time/deadline.js';
import { describeError } from './describe-error.js';
import type { Log } from './log.js';
import { redisProblem } from './redis-problems.js';

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
/** Without a refusal for this long, a write that succeeds ends the state of refusing. */
const QUIET_MS = 10_000;

/**
 * The Redis of one app: its connections, and one log line each time its state changes, however many
 * connections and calls notice.
 */
export class RedisServer {
  readonly #unreachable = new Set<RedisClient>();
  /** What it has refused commands with since it last accepted all, each logged once. */
  readonly #refusals = new Set<string>();
  #refusedAt = 0;

  constructor(
    private readonly url: string,
    private readonly log: Log,
    private readonly quietMs = QUIET_MS,
  ) {}

  /**
   * Opens a connection, with the one client configuration of Dwar. Connects in the background and keeps
   * retrying: Redis may be unreachable at startup or later, since nothing is stored only there.
   */
  async connect(): Promise<RedisClient> {
    // Loaded here: the embedded profile starts without it.
    const { createClient } = await import('@redis/client');
    const client = createClient({
      url: this.url,
      disableOfflineQueue: true,
      commandsQueueMaxLength: CALLS_WAITING,
      pingInterval: PING_EVERY_MS,
      socket: {
        connectTimeout: CONNECT_TIMEOUT_MS,
        reconnectStrategy: (retries) => Math.min(25 * 2 ** Math.min(retries, 10), RECONNECT_MAX_MS),
      },
    }) as RedisClient;
    client.on('error', (error: unknown) => {
      if (!this.refused(error)) this.#lost(client, error);
    });
    client.on('ready', () => this.#reached(client));
    client
      .connect()
      .catch((error: unknown) =>
        this.log.warn({ err: describeError(error) }, 'Redis could not be connected'),
      );
    return client;
  }

  /**
   * Notes that a call has failed. Returns whether Redis is there and has refused it: as a replica, out of
   * memory, for want of a password.
   */
  refused(error: unknown): boolean {
    const problem = redisProblem(error);
    if (problem === null) return false;
    this.#refusedAt = performance.now();
    if (!this.#refusals.has(problem.code))
      this.log.warn({ ...problem }, 'Redis refuses commands; continuing without it');
    this.#refusals.add(problem.code);
    return true;
  }

  /** Notes that a write has succeeded. Reads and messages may, while writes are refused. */
  wrote(): void {
    if (this.#refusals.size === 0 || performance.now() - this.#refusedAt < this.quietMs) return;
    this.log.info({ codes: [...this.#refusals] }, 'Redis accepts commands again');
    this.#refusals.clear();
  }

  #lost(client: RedisClient, error: unknown): void {
    if (this.#unreachable.size === 0)
      this.log.warn({ err: describeError(error) }, 'Redis is not reachable; continuing without it');
    this.#unreachable.add(client);
  }

  #reached(client: RedisClient): void {
    const wasLost = this.#unreachable.delete(client);
    if (wasLost && this.#unreachable.size === 0) this.log.info('Redis is reachable again');
  }
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
