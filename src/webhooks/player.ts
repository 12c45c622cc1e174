import type { Clock } from '../core/time/clock.js';
import { describeError } from '../core/describe-error.js';
import type { Log } from '../core/log.js';
import { traced, type Tracing } from '../core/tracing.js';
import {
  claimDelivery,
  type DeliveryHead,
  dueDeliveries,
  findDelivery,
} from '../ledger/deliveries/deliveries.js';
import type { Ledger } from '../ledger/ledger.js';
import type { WebhookKind } from '../gateway/webhook-kind.js';
import type { Inbox } from './inbox.js';
import type { WebhookReader } from './reader.js';
import type { DeliveryReport } from './report.js';

/** How often the inbox is polled: a command in another process may have marked deliveries for replay. */
const POLL_EVERY_MS = 2_000;
const AT_ONCE = 50;
/** Longer than any replay takes. */
const CLAIM_MS = 60_000;

interface Collaborators {
  readonly ledger: Ledger;
  readonly inbox: Inbox;
  readonly reader: WebhookReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly tracing: Tracing;
  readonly report: DeliveryReport;
  /** Called with the id of each delivery that was played. Must not throw. */
  readonly onDelivery: (deliveryId: string) => void;
  /** Called after deliveries were replayed: confirming reads may be due. */
  readonly wakeReconciler: () => void;
}

/**
 * Plays the deliveries that are marked for it, each in a commit of its own: one that fails holds up no other.
 */
export class InboxPlayer {
  #cancelSleep: () => void = () => {};
  #playing: Promise<void> | undefined;
  #isClosed = false;

  constructor(private readonly deps: Collaborators) {}

  /** Polls now. */
  wake(): void {
    if (this.#isClosed || this.#playing !== undefined) return;
    this.#cancelSleep();
    // It continues long after the request that woke it.
    this.deps.tracing.run(null, () => this.#begin());
  }

  #begin(): void {
    this.#playing = this.#playDue()
      .catch((error: unknown) =>
        this.deps.log.error({ err: describeError(error) }, 'polling the inbox failed'),
      )
      .finally(() => {
        this.#playing = undefined;
        if (!this.#isClosed) this.#cancelSleep = this.deps.clock.after(POLL_EVERY_MS, () => this.wake());
      });
  }

  /** Awaits the play in progress and starts no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelSleep();
    await this.#playing;
  }

  async #playDue(): Promise<void> {
    const { ledger, clock, wakeReconciler } = this.deps;
    for (;;) {
      const due = await dueDeliveries(ledger.db, clock.now(), AT_ONCE);
      for (const delivery of due) {
        if (this.#isClosed) break;
        await traced(this.deps.tracing, 'play delivery', {}, () => this.#play(delivery));
      }
      if (due.length > 0) wakeReconciler();
      if (due.length < AT_ONCE || this.#isClosed) return;
    }
  }

  async #play(due: DeliveryHead): Promise<void> {
    const { ledger, inbox, reader, clock, log, report } = this.deps;
    const until = clock.now() + CLAIM_MS;
    if (!(await ledger.write((unit) => claimDelivery(unit, due, until)))) return;
    const delivery = await findDelivery(ledger.db, due.deliveryId);
    if (delivery === null) return;
    try {
      const reading = await reader.read(delivery.kind as WebhookKind, delivery.body);
      const outcome = await ledger.decide(inbox.play(delivery, reading));
      report.outcome(delivery, outcome);
    } catch (error) {
      log.error(
        { deliveryId: delivery.deliveryId, err: describeError(error) },
        'replaying a delivery failed',
      );
      await ledger.write((unit) => inbox.fail(unit, delivery));
    }
    this.deps.onDelivery(delivery.deliveryId);
  }
}
