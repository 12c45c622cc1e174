import { describeError } from '../core/describe-error.js';
import { AppError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { WebhookKind } from '../gateway/webhook-kind.js';
import { type Decision, decide } from '../ledger/commits/decision.js';
import {
  type Delivery,
  findDelivery,
  type HintOutcome,
  type Played,
} from '../ledger/deliveries/deliveries.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Unit } from '../ledger/unit.js';
import type { Inbox } from './inbox.js';
import type { WebhookReader } from './reader.js';
import type { DeliveryReport } from './report.js';

interface Collaborators {
  readonly ledger: Ledger;
  readonly inbox: Inbox;
  readonly reader: WebhookReader;
  readonly log: Log;
  readonly report: DeliveryReport;
  /** Called with the id of each delivery that was played. Must not throw. */
  readonly onDelivery: (deliveryId: string) => void;
  /** Called after a delivery was played: confirming reads may be due. */
  readonly wakeReconciler: () => void;
}

/** Thrown to undo what was tried out. */
class Undone extends Error {}

/**
 * Plays stored deliveries for operators, applied ones too. They are not marked for the player, so a replay
 * that is stopped leaves nothing behind. Playing one that was applied changes nothing (guarantee G3).
 */
export class Replayer {
  constructor(private readonly deps: Collaborators) {}

  /**
   * Plays one now, behind what clients and Gateway wait for. Null if there is no such delivery, or if playing
   * it failed: it is then tried again later as any delivery is. Throws STORAGE_UNAVAILABLE.
   */
  async play(deliveryId: string): Promise<Played | null> {
    const { ledger, inbox, report, onDelivery, wakeReconciler } = this.deps;
    const delivery = await findDelivery(ledger.db, deliveryId);
    if (delivery === null) return null;
    const played = await this.#attempt(delivery, (decision) =>
      ledger.write((unit) => playIn(unit, delivery, decision), writeOptions(decision)),
    );
    if (played === null)
      await ledger.write((unit) => inbox.fail(unit, { ...delivery, failures: 0 }), { rank: 'read' });
    else report.outcome(delivery, played.outcome);
    onDelivery(deliveryId);
    wakeReconciler();
    return played;
  }

  /**
   * Plays one behind a savepoint and undoes it. Null if there is no such delivery, or if playing it failed.
   * Throws STORAGE_UNAVAILABLE.
   */
  async tryOut(deliveryId: string): Promise<Played | null> {
    const { ledger } = this.deps;
    const delivery = await findDelivery(ledger.db, deliveryId);
    if (delivery === null) return null;
    return await this.#attempt(delivery, async (decision) => {
      let played: Played | null = null;
      await ledger.write(async (unit) => {
        played = null;
        await unit.attempt(async (part) => {
          played = await playIn(part, delivery, decision);
          throw new Undone();
        });
      }, writeOptions(decision));
      return played;
    });
  }

  /** Null if it failed, but not because the ledger did. */
  async #attempt(
    delivery: Delivery,
    how: (decision: Decision<HintOutcome>) => Promise<Played | null>,
  ): Promise<Played | null> {
    const { inbox, reader, log } = this.deps;
    try {
      const reading = await reader.read(delivery.kind as WebhookKind, delivery.body);
      return await how(inbox.play(delivery, reading));
    } catch (error) {
      if (error instanceof AppError && error.code === 'STORAGE_UNAVAILABLE') throw error;
      log.error(
        { deliveryId: delivery.deliveryId, err: describeError(error) },
        'replaying a delivery failed',
      );
      return null;
    }
  }
}

async function playIn(unit: Unit, delivery: Delivery, decision: Decision<HintOutcome>): Promise<Played> {
  const eventsBefore = unit.events.length;
  const outcome = await decide(unit, decision);
  const isChange = unit.events.length > eventsBefore || outcome.state !== delivery.state;
  return { outcome, isChange };
}

function writeOptions({ scope }: Decision<HintOutcome>) {
  return { rank: 'read', ...(scope === undefined ? {} : { scope }) } as const;
}
