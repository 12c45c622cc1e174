import { readHeads } from '../../ledger/events.js';
import type { ConnectionFacts } from '../../transports/connection-facts.js';
import type { OperatorServices } from '../services.js';
import type { ConnectionTransport } from '../types/enums.js';

type Services = Pick<OperatorServices, 'ledger' | 'connections'>;

/** How long one look at the connections is used again: every open page asks for them every two seconds. */
const KEPT_MS = 1_000;

/** A connection, and how far behind the log its slowest subscription is. */
export interface ShownConnection extends ConnectionFacts {
  /** Events that were not handed out yet; null if no subscription reads the log of a viewer. */
  readonly behind: number | null;
}

/**
 * The connections of viewers at this instance. They are looked at only when an operator asks, and then at
 * most once a second.
 */
export class Connections {
  #kept: { readonly until: number; readonly facts: readonly ConnectionFacts[] } | null = null;

  constructor(private readonly services: Services) {}

  /** How many connections there are with each transport. */
  count(transport: ConnectionTransport | null): number {
    return this.#facts(transport).length;
  }

  /** Those with the most bytes waiting, and among equal ones the oldest; at most `limit`. */
  async list(transport: ConnectionTransport | null, limit: number): Promise<ShownConnection[]> {
    const shown = [...this.#facts(transport)]
      .sort((one, other) => other.unsentBytes - one.unsentBytes || other.ageMs - one.ageMs)
      .slice(0, limit);
    const viewers = new Set(shown.flatMap(({ viewerId }) => viewerId ?? []));
    const heads = await readHeads(this.services.ledger.db, [...viewers]);
    return shown.map((facts) => {
      const head = heads.get(facts.viewerId ?? '') ?? 0;
      return { ...facts, behind: behindOf(facts.subscriptions, head) };
    });
  }

  /** The subscriptions that follow a viewer's log, which ends with the event `head`. */
  followersOf(
    viewerId: string,
    head: number,
  ): { readonly count: number; readonly behindMost: number | null } {
    const own = this.#facts(null).filter((facts) => facts.viewerId === viewerId);
    const following = own.flatMap(({ subscriptions }) => subscriptions).filter((seq) => seq !== null);
    return { count: following.length, behindMost: behindOf(following, head) };
  }

  #facts(transport: ConnectionTransport | null): readonly ConnectionFacts[] {
    const now = performance.now();
    if (this.#kept === null || now >= this.#kept.until)
      this.#kept = { until: now + KEPT_MS, facts: [...this.services.connections.open()] };
    const { facts } = this.#kept;
    return transport === null ? facts : facts.filter((one) => one.transport === transport.toLowerCase());
  }
}

/** How far the slowest of several subscriptions is behind; null if none of them reads the log. */
function behindOf(subscriptions: ConnectionFacts['subscriptions'], head: number): number | null {
  const following = subscriptions.filter((seq) => seq !== null);
  return following.length === 0 ? null : Math.max(0, head - Math.min(...following));
}
