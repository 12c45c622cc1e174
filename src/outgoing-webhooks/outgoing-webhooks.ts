import { randomUUID } from 'node:crypto';
import type { Clock } from '../core/time/clock.js';
import type { Ledger } from '../ledger/ledger.js';
import { type Endpoint, listEndpoints } from '../ledger/outgoing/endpoints.js';
import { claimLanes, type ClaimedLane, endEarlierLeases, hasDueLane } from '../ledger/outgoing/lanes.js';
import { FanOut, logFailure, OUTGOING_WRITE } from './fan-out.js';
import { Sender, type SenderOptions } from './sender.js';

/** Deliveries in flight for one endpoint, of one instance: a slow endpoint uses up only its own. */
const AT_ONCE = 16;
/** How often it looks: what another instance has committed is found then. */
const POLL_EVERY_MS = 500;
/** How often it looks while there is no endpoint: a command in another process may add one. */
const IDLE_POLL_MS = 1_000;
/** A lease lasts for two attempts and this, so that an instance may begin one in its second half. */
const LEASE_SLACK_MS = 5_000;
/** What is left of the lease, besides an attempt, when one begins. */
const SAFETY_MS = 2_000;

/** How long attempts may still take when the process closes. */
const CLOSE_WITHIN_MS = 1_000;

interface Options extends SenderOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The time limit of one attempt. */
  readonly timeoutMs: number;
}

/**
 * Sends the events of the log to the partner's endpoints: at least once, in order for each viewer, by any
 * of the instances that share a ledger, and by one of them at a time.
 *
 * It *looks* when it is woken and at least twice a second: adds new events to the queues, then claims the
 * lanes that are due and sends from them. Without an endpoint it only looks whether there is one.
 */
export class OutgoingWebhooks {
  readonly #fanOut: FanOut;
  readonly #sender: Sender;
  /** The lanes that are being sent from, by endpoint. */
  readonly #inFlight = new Map<string, Set<Promise<void>>>();
  #endpoints: ReadonlyMap<string, Endpoint> = new Map();
  #cancelSleep: () => void = () => {};
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  /** Whether the log may have events that were not read yet. */
  #readLog = false;
  #hasStarted = false;
  #hasEndedLeases = false;
  #isClosed = false;

  constructor(private readonly options: Options) {
    this.#fanOut = new FanOut(options);
    this.#sender = new Sender(options);
    options.ledger.onCommit((events) => {
      if (events.length > 0 && this.#endpoints.size > 0) this.#wake(true);
    });
  }

  /** Begins to look for endpoints and events. */
  start(): void {
    this.#hasStarted = true;
    this.#wake(true);
  }

  #wake(readLog: boolean): void {
    if (this.#isClosed || !this.#hasStarted) return;
    this.#lookAgain = true;
    this.#readLog ||= readLog;
    this.#cancelSleep();
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      this.#sleep();
    });
  }

  /** Starts no more attempts, and awaits those in flight for a moment before it ends them. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelSleep();
    const late = setTimeout(() => this.#sender.abort(), CLOSE_WITHIN_MS);
    await this.#looking;
    await Promise.all([...this.#inFlight.values()].flatMap((lanes) => [...lanes]));
    clearTimeout(late);
  }

  #sleep(): void {
    if (this.#isClosed) return;
    const delayMs = this.#endpoints.size === 0 ? IDLE_POLL_MS : POLL_EVERY_MS;
    if (this.#lookAgain) this.#wake(false);
    else this.#cancelSleep = this.options.clock.after(delayMs, () => this.#wake(true));
  }

  async #look(): Promise<void> {
    try {
      while (this.#lookAgain && !this.#isClosed) {
        this.#lookAgain = false;
        await this.#lookOnce();
      }
    } catch (error) {
      this.#lookAgain = false;
      logFailure(this.options.log, 'looking for webhooks to send failed')(error);
    }
  }

  async #lookOnce(): Promise<void> {
    const { ledger } = this.options;
    const endpoints = await listEndpoints(ledger.db);
    this.#endpoints = new Map(endpoints.map((endpoint) => [endpoint.endpointId, endpoint]));
    if (endpoints.length === 0) return;
    if (!this.#hasEndedLeases) await ledger.write((unit) => endEarlierLeases(unit), OUTGOING_WRITE);
    this.#hasEndedLeases = true;
    if (this.#readLog) {
      this.#readLog = false;
      if (await this.#fanOut.run()) this.#wake(true);
    }
    for (const endpoint of endpoints) if (!endpoint.isPaused) await this.#claim(endpoint);
  }

  async #claim({ endpointId }: Endpoint): Promise<void> {
    const { ledger, clock, timeoutMs } = this.options;
    const lanes = this.#lanesOf(endpointId);
    const limit = AT_ONCE - lanes.size;
    if (limit <= 0) return;
    const leaseMs = 2 * timeoutMs + LEASE_SLACK_MS;
    const mayBeginUntil = performance.now() + leaseMs - timeoutMs - SAFETY_MS;
    // An embedded ledger is used by one process, and its leases end with it.
    const leaseNow = (await ledger.databaseNow()) ?? Math.floor(performance.now());
    const due = { endpointId, now: clock.now(), leaseNow };
    if (!(await hasDueLane(ledger.db, due))) return;
    const claim = { ...due, lease: randomUUID(), leaseUntil: leaseNow + leaseMs, limit };
    const claimed = await ledger.write((unit) => claimLanes(unit, claim), OUTGOING_WRITE);
    for (const lane of claimed) this.#start(lane, lanes, mayBeginUntil);
  }

  #start(lane: ClaimedLane, lanes: Set<Promise<void>>, mayBeginUntil: number): void {
    const endpoint = () => {
      const found = this.#endpoints.get(lane.endpointId);
      return found === undefined || found.isPaused || this.#isClosed ? null : found;
    };
    const sending = this.#sender
      .run(lane, endpoint, () => performance.now() < mayBeginUntil)
      .catch(logFailure(this.options.log, 'sending webhooks failed'))
      .finally(() => {
        lanes.delete(sending);
        this.#wake(false);
      });
    lanes.add(sending);
  }

  #lanesOf(endpointId: string): Set<Promise<void>> {
    const known = this.#inFlight.get(endpointId) ?? new Set<Promise<void>>();
    this.#inFlight.set(endpointId, known);
    return known;
  }
}
