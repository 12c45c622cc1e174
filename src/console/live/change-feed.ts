import { LRUCache } from 'lru-cache';
import { describeError } from '../../core/describe-error.js';
import { AppError } from '../../core/errors.js';
import type { StoredEvent } from '../../ledger/event-record.js';
import { changedBy, newestChanges } from '../../ledger/operator/newest.js';
import type { OperatorServices } from '../services.js';
import type { Change } from './change.js';
import { ChangeStream } from './change-stream.js';

type Services = Pick<
  OperatorServices,
  'ledger' | 'clock' | 'log' | 'rejected' | 'onDelivery' | 'hasOtherInstances'
>;

/** Streams of one instance. */
const STREAMS_MAX = 200;
/** How often the newest rows are read where other instances write too. */
const POLL_EVERY_MS = 1_000;
/** A poll looks this far back: clocks of instances differ, and a commit takes a while. */
const LOOK_BACK_MS = 10_000;
/** Rows of each table that one poll reads. */
const POLLED_MAX = 200;
/** Changes that are remembered so that a later poll does not repeat them. */
const REMEMBERED_MAX = 20_000;

/**
 * Every change that operators follow, for all of their streams: what this instance commits, at once, and
 * refused requests of this instance. Where other instances write to the same ledger, their new events and new
 * deliveries are read once a second while anyone follows; that another instance has played a delivery again
 * shows in what it changed.
 */
export class ChangeFeed {
  readonly #streams = new Set<ChangeStream>();
  readonly #seen = new LRUCache<string, true>({ max: REMEMBERED_MAX });
  readonly #stopListening: readonly (() => void)[];
  #cancelPoll: (() => void) | null = null;

  constructor(private readonly services: Services) {
    services.ledger.onCommit((events) => this.#committed(events));
    this.#stopListening = [
      services.rejected.onRejected((rejected) => this.#publish({ kind: 'REJECTED', rejected })),
      services.onDelivery((id) => {
        this.#seen.set(id, true);
        this.#publish({ kind: 'DELIVERY', id });
      }),
    ];
  }

  /** Opens the stream of one subscriber. Throws OVERLOADED if there are 200. */
  open(): ChangeStream {
    if (this.#streams.size >= STREAMS_MAX)
      throw new AppError('OVERLOADED', `This instance has ${STREAMS_MAX} consoles open; close one.`);
    const stream = new ChangeStream(this.services.clock, (closed) => this.#closed(closed));
    this.#streams.add(stream);
    if (this.services.hasOtherInstances && this.#cancelPoll === null) this.#planPoll(this.#now());
    return stream;
  }

  /** Ends all streams. */
  close(): void {
    for (const stop of this.#stopListening) stop();
    for (const stream of [...this.#streams]) void stream.return();
  }

  #closed(stream: ChangeStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    this.#cancelPoll?.();
    this.#cancelPoll = null;
  }

  #committed(events: readonly StoredEvent[]): void {
    if (this.#streams.size === 0) return;
    for (const event of events) {
      const changed = changedBy(event);
      if (changed === null) continue;
      this.#seen.set(`${event.seq}:${event.viewerId}`, true);
      this.#publish(changed);
    }
  }

  #publish(change: Change): void {
    for (const stream of this.#streams) stream.add(change);
  }

  #now(): number {
    return this.services.clock.now();
  }

  /** What was changed before `from` is not news. */
  #planPoll(from: number): void {
    const cancel = this.services.clock.after(POLL_EVERY_MS, () => {
      void this.#poll(from).finally(() => {
        // Another stream may have opened since the last one was closed; it has planned its own.
        if (this.#cancelPoll === cancel) this.#planPoll(from);
      });
    });
    this.#cancelPoll = cancel;
  }

  async #poll(from: number): Promise<void> {
    try {
      const since = Math.max(from, this.#now() - LOOK_BACK_MS);
      const found = await newestChanges(this.services.ledger.db, since, POLLED_MAX);
      for (const { kind, id, key } of found.reverse()) {
        if (this.#seen.has(key)) continue;
        this.#seen.set(key, true);
        this.#publish({ kind, id });
      }
    } catch (error) {
      this.services.log.warn({ err: describeError(error) }, 'reading what other instances changed failed');
    }
  }
}
