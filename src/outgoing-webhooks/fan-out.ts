import { describeError } from '../core/describe-error.js';
import type { Clock } from '../core/time/clock.js';
import type { Log } from '../core/log.js';
import type { EventType } from '../ledger/event-record.js';
import type { Ledger } from '../ledger/ledger.js';
import { addDeliveries } from '../ledger/outgoing/deliveries.js';
import { type Endpoint, isWanted, listEndpoints } from '../ledger/outgoing/endpoints.js';
import {
  EVENT_FEED,
  type LogPosition,
  movePosition,
  nameOfLog,
  readPosition,
} from '../ledger/outgoing/position.js';
import { selectEvents, type SelectedEvent } from '../ledger/outgoing/replay.js';
import { feedEnd, FeedPlaceUnknown, readFeed, verifyFeedPlace } from '../ledger/operator/feed.js';
import type { Unit } from '../ledger/unit.js';
import { TYPE_NAMES } from './event-names.js';

/** Events that one commit adds to the queues of the endpoints. */
const PAGE = 200;
/**
 * How far before its time a position of another log is read from again: what was committed around that time
 * may be sent twice, and is not left out.
 */
const READ_AGAIN_MS = 10 * 60_000;
/** Changes nothing of a viewer's: it is committed while other instances write. */
export const OUTGOING_WRITE = { rank: 'read', scope: {} } as const;

/**
 * Reads the log in commit order and adds each new event to the queues of the endpoints that want it. The
 * position moves in the commit that adds them, and only from where it was read: any instance may do this, and
 * no event is left out or added twice.
 */
export class FanOut {
  #knownLog: string | undefined;

  constructor(private readonly deps: { readonly ledger: Ledger; readonly clock: Clock; readonly log: Log }) {}

  /** Adds what has been committed since the last call. Returns whether there may be more. */
  async run(): Promise<boolean> {
    const { db } = this.deps.ledger;
    const position = await readPosition(db);
    if (position === null) return false;
    const log = await nameOfLog(this.deps.ledger);
    if (!(await this.#isKnown(position, log))) return await this.#startOver(position, log);
    const rows = await readFeed(db, EVENT_FEED, position.place, PAGE);
    const last = rows.at(-1);
    if (last === undefined) return false;
    const to = { log, place: last.place };
    await this.#add(
      rows.map(({ row }) => row),
      (unit) => movePosition(unit, position, to),
    );
    return rows.length === PAGE;
  }

  /** The log has changed its name, or the place is not one of this database. */
  async #isKnown({ log, place }: LogPosition, current: string): Promise<boolean> {
    if (log !== current) return false;
    if (this.#knownLog === current) return true;
    try {
      await verifyFeedPlace(this.deps.ledger.db, EVENT_FEED, place);
      this.#knownLog = current;
      return true;
    } catch (error) {
      if (error instanceof FeedPlaceUnknown) return false;
      throw error;
    }
  }

  /** Adds everything since some minutes before the position's time, then continues at the end of the log. */
  async #startOver(position: LogPosition, log: string): Promise<boolean> {
    const { ledger } = this.deps;
    this.deps.log.warn(
      { log, before: position.log },
      'the log was replaced: webhooks of the last events may be sent again',
    );
    const to = { log, place: await feedEnd(ledger.db, EVENT_FEED) };
    const since = position.place.at - READ_AGAIN_MS;
    for (let after: SelectedEvent | undefined; ; ) {
      const found = await selectEvents(ledger.db, { since }, { after, limit: PAGE });
      await this.#add(found, async () => true);
      after = found.at(-1);
      if (found.length < PAGE) break;
    }
    await ledger.write((unit) => movePosition(unit, position, to), OUTGOING_WRITE);
    this.#knownLog = log;
    return true;
  }

  /** Adds the events for the endpoints that exist then, if `begin` returns true. */
  async #add(
    events: readonly { readonly viewerId: string; readonly seq: number; readonly type: EventType }[],
    begin: (unit: Unit) => Promise<boolean>,
  ): Promise<void> {
    const { ledger, clock } = this.deps;
    await ledger.write(async (unit) => {
      if (!(await begin(unit))) return;
      const endpoints = await listEndpoints(unit.db);
      const added = events.flatMap(({ viewerId, seq, type }) =>
        endpoints
          .filter((endpoint) => wants(endpoint, type))
          .map(({ endpointId }) => ({ endpointId, viewerId, seq, type })),
      );
      await addDeliveries(unit, added, clock.now());
    }, OUTGOING_WRITE);
  }
}

/** A type of a later version is added for those who want everything. */
function wants(endpoint: Endpoint, type: EventType): boolean {
  return isWanted(endpoint, TYPE_NAMES[type] ?? []);
}

/** Logs a failure of background work. */
export function logFailure(log: Log, what: string): (error: unknown) => void {
  return (error) => log.error({ err: describeError(error) }, what);
}
