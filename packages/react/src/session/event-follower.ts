import { documents, DwarError, type DwarClient, type DwarEvent } from '@dwar/client';
import { isServer } from '@tanstack/react-query';
import { applyEvent } from '../cache/apply-event.js';
import type { Refetcher } from '../cache/refetcher.js';
import { keys } from '../queries/keys.js';
import type { Reader } from '../queries/types.js';

const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 60_000;

/**
 * One event stream that keeps a query cache up to date. The position in the viewer's log is taken before the
 * first query is sent, and the stream resumes after it, so that no change falls between a query and the
 * stream.
 */
export class EventFollower {
  /** Queries that wait for the position. On a server, where no stream follows them, they do not. */
  readonly reader: Reader;
  readonly #client: DwarClient;
  readonly #cache: Refetcher;
  readonly #onEvent: (event: DwarEvent) => void;
  readonly #onWrongUse: (error: Error) => void;
  #cursor: string | null = null;
  #position: Promise<void> | null = null;
  #stop: (() => void) | null = null;
  #failures = 0;

  constructor(
    client: DwarClient,
    cache: Refetcher,
    onEvent: (event: DwarEvent) => void,
    onWrongUse: (error: Error) => void,
  ) {
    this.#client = client;
    this.#cache = cache;
    this.#onEvent = onEvent;
    this.#onWrongUse = onWrongUse;
    this.reader = {
      query: async (document, variables, options) => {
        if (!isServer) await this.#takePosition();
        return await client.query(document, variables, options);
      },
    };
  }

  /** Opens the stream, after the last event if it was open before. */
  start(): void {
    if (this.#stop !== null) return;
    let isOver = false;
    this.#stop = () => {
      isOver = true;
    };
    void this.#takePosition().then(() => {
      if (!isOver) this.#open();
    });
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #takePosition(): Promise<void> {
    this.#position ??= this.#readPosition();
    return this.#position;
  }

  /** Without a position the stream begins with its own, see `#hear`. */
  async #readPosition(): Promise<void> {
    try {
      const { viewer } = await this.#client.query(documents.position, {});
      this.#cursor = viewer?.cursor ?? null;
    } catch {
      // The queries that wait fail for the same reason, or succeed later than this one.
    }
    this.#refetchKnown();
  }

  /** What loaders, a server or an earlier stream have left is older than the position. */
  #refetchKnown(): void {
    for (const query of this.#cache.find(keys.all))
      if (query.state.data !== undefined) this.#cache.refetch(query);
  }

  #open(): void {
    const end = (reason?: DwarError | TypeError) => {
      if (this.#stop === unsubscribe) this.#reopen(reason);
    };
    const unsubscribe = this.#client.subscribe(
      documents.events,
      { after: this.#cursor },
      { next: ({ events }) => this.#hear(events), error: end, complete: end },
    );
    this.#stop = unsubscribe;
  }

  #hear(event: DwarEvent): void {
    const isFirst = this.#cursor === null;
    this.#cursor = event.cursor;
    this.#failures = 0;
    if (isFirst) this.#refetchKnown();
    applyEvent(this.#cache, event);
    this.#onEvent(event);
  }

  /**
   * The client itself resumes lost connections: what ends a stream is a refused token, a wrong use or a
   * refusal.
   */
  #reopen(reason: DwarError | TypeError | undefined): void {
    if (reason !== undefined && isWrongUse(reason)) {
      this.#onWrongUse(reason);
      return;
    }
    const { connection } = this.#client;
    if (connection.get().status === 'refused') {
      this.#stop = connection.subscribe(() => {
        if (connection.get().status === 'refused') return;
        this.stop();
        this.start();
      });
      return;
    }
    const delayMs = Math.min(RETRY_MIN_MS * 2 ** this.#failures, RETRY_MAX_MS);
    this.#failures += 1;
    const timer = setTimeout(() => this.#open(), delayMs);
    this.#stop = () => clearTimeout(timer);
  }
}

function isWrongUse(reason: DwarError | TypeError): boolean {
  return !(reason instanceof DwarError) || reason.code === 'INVALID_USE';
}
