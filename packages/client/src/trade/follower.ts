import { backoffDelayMs } from '../core/backoff.js';
import { FlowEventsDocument, type FlowEventsSubscription } from '../generated/graphql.js';
import type { FlowState, FlowTransaction, Observation } from './states.js';
import type { FlowClock, TradeClient } from './trade-client.js';

/** What a follower needs. */
export interface Following<Found> {
  readonly client: Pick<TradeClient, 'subscribe'>;
  readonly clock: FlowClock;
  /**
   * Reads the flow's transaction; null if the viewer has none such. `isFresh` asks Dwar to read it at Gateway
   * first.
   */
  read(isFresh: boolean): Promise<Observation<Found> | null>;
  /** Takes in what was read, and returns the state after it. */
  observe(observation: Observation<Found> | null): FlowState<Found>;
}

const RETRY = { initialDelayMs: 1_000, maxDelayMs: 60_000 };
/** Between reads without events. */
const POLL = { initialDelayMs: 5_000, maxDelayMs: 60_000 };
/** How long after the end of a transaction it is read: Dwar says by Gateway's clock that it has expired. */
const AFTER_EXPIRY_MS = 1_000;
/** Longest wait before the next look: a device may have slept. */
const LONGEST_WAIT_MS = 15 * 60_000;
/** Events that say nothing of a flow. All others, also those of later versions, are a reason to read. */
const UNRELATED: readonly string[] = [
  'PendingActionEvent',
  'PendingActionResolved',
  'InvestmentEvent',
  'InvestmentExited',
];

/**
 * Follows one transaction: reads it after each event of the viewer that may concern it, when its time is
 * over, and, while events or reads fail, with increasing waits. One read at a time, so that no older state
 * follows a newer one.
 */
export class Follower<Found> {
  readonly #deps: Following<Found>;
  readonly #stop = new AbortController();
  #reading: Promise<void> | null = null;
  #isOutdated = false;
  #hasEvents = false;
  #failedReads = 0;
  #polls = 0;
  #cancelTimer = () => {};

  constructor(deps: Following<Found>) {
    this.#deps = deps;
  }

  /** Starts, and resolves after the first read, also one that failed. */
  async start(isFresh: boolean): Promise<void> {
    void this.#listen();
    await this.look(isFresh);
  }

  stop(): void {
    this.#stop.abort();
    this.#cancelTimer();
  }

  /** Reads now. Resolves when a read that began after the call has ended. */
  async look(isFresh = false): Promise<void> {
    if (this.#stop.signal.aborted) return;
    if (this.#reading !== null) {
      this.#isOutdated = true;
      return await this.#reading;
    }
    this.#reading = this.#readUntilCurrent(isFresh).finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  /** An event during a read is a reason for another one, of Dwar alone: it may come from the read itself. */
  async #readUntilCurrent(isFresh: boolean): Promise<void> {
    this.#isOutdated = false;
    await this.#readOnce(isFresh);
    while (this.#isOutdated && !this.#stop.signal.aborted) {
      this.#isOutdated = false;
      await this.#readOnce(false);
    }
  }

  async #readOnce(isFresh: boolean): Promise<void> {
    const { read, observe } = this.#deps;
    try {
      const observation = await read(isFresh);
      if (this.#stop.signal.aborted) return;
      this.#failedReads = isFresh && observation?.isFresh === false ? this.#failedReads + 1 : 0;
      this.#plan(observe(observation), observation);
    } catch {
      this.#failedReads += 1;
      this.#lookAfter(backoffDelayMs(this.#failedReads, RETRY), isFresh);
    }
  }

  #plan(state: FlowState<Found>, observation: Observation<Found> | null): void {
    this.#cancelTimer();
    if (observation === null) return;
    const { transaction, isFresh } = observation;
    if (!isFresh && needsFreshRead(state)) this.#lookAfter(backoffDelayMs(this.#failedReads, RETRY), true);
    else if (!this.#hasEvents) this.#lookAfter(backoffDelayMs(this.#polls++, POLL), false);
    else if (canExpire(transaction)) this.#lookAfter(this.#untilExpired(transaction), false);
  }

  /** After the end by this clock, Gateway's may still be behind. */
  #untilExpired({ expiresAt }: FlowTransaction): number {
    const untilEnd = Date.parse(expiresAt) - this.#deps.clock.now();
    return untilEnd > 0 ? untilEnd + AFTER_EXPIRY_MS : backoffDelayMs(this.#polls++, POLL);
  }

  #lookAfter(delayMs: number, isFresh: boolean): void {
    this.#cancelTimer();
    if (this.#stop.signal.aborted) return;
    const { clock } = this.#deps;
    this.#cancelTimer = clock.after(Math.min(delayMs, LONGEST_WAIT_MS), () => void this.look(isFresh));
  }

  /** The client resumes a stream that was lost; one that has ended is opened again after a wait. */
  async #listen(): Promise<void> {
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const hadEvents = await this.#stream().catch(() => false);
      this.#hasEvents = false;
      if (signal.aborted) return;
      void this.look();
      if (hadEvents) attempt = 0;
      await pause(this.#deps.clock, backoffDelayMs(attempt, RETRY), signal);
    }
  }

  /** Reads one stream to its end, however it ends. Returns whether it had events. */
  #stream(): Promise<boolean> {
    const { signal } = this.#stop;
    return new Promise((resolve) => {
      const leave = () => {
        unsubscribe();
        end();
      };
      const end = () => {
        signal.removeEventListener('abort', leave);
        resolve(this.#hasEvents);
      };
      const next = (data: Partial<FlowEventsSubscription>) => this.#hear(data.events?.__typename ?? '');
      const sink = { next, error: end, complete: end };
      const unsubscribe = this.#deps.client.subscribe(FlowEventsDocument, {}, sink);
      signal.addEventListener('abort', leave);
    });
  }

  #hear(typename: string): void {
    this.#polls = 0;
    this.#hasEvents = true;
    if (!UNRELATED.includes(typename)) void this.look();
  }
}

/** Whether it can still expire, of which no event informs. An order that was sent does not. */
function canExpire({ status, isExpired }: FlowTransaction): boolean {
  return !isExpired && (status === 'INITIALIZED' || status === 'USED');
}

/** Waits by `clock`. Resolves at once when `signal` is aborted. */
export function pause(clock: FlowClock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.after(delayMs, end);
    signal.addEventListener('abort', end);
  });
}

/** Whether only a read at Gateway says how it stands. */
function needsFreshRead(state: FlowState<object>): boolean {
  switch (state.phase) {
    case 'resuming':
      return true;
    case 'expired':
      return state.orderMayExist;
    case 'confirming':
      return state.transaction.status === 'COMPLETED';
    default:
      return false;
  }
}
