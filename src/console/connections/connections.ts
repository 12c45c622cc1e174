import { readHeads } from '../../ledger/events.js';
import type { ConnectionFacts } from '../../transports/connection-facts.js';
import type { OperatorServices } from '../services.js';
import type { ConnectionTransport } from '../types/enums.js';

type Services = Pick<OperatorServices, 'ledger' | 'connections'>;

/** How long one look at all connections is used again: every open page asks for them every two seconds. */
const KEPT_MS = 1_000;

/** A connection, and how far behind the log its slowest subscription is. */
export interface ShownConnection extends ConnectionFacts {
  /** Events that were not handed out yet; null if no subscription reads the log of a viewer. */
  readonly behind: number | null;
}

/** The connections that are shown, and how many there are. */
export interface ShownConnections {
  readonly count: number;
  readonly shown: readonly ShownConnection[];
}

/**
 * The connections of viewers at this instance. They are looked at only when an operator asks, and all of them
 * at most once a second.
 */
export class Connections {
  readonly #kept = new Map<
    ConnectionTransport | null,
    { readonly until: number; readonly list: Promise<ShownConnections> }
  >();

  constructor(
    private readonly services: Services,
    /** Most that are shown. */
    private readonly most: number,
  ) {}

  /** Those with the most bytes waiting, and among equal ones the oldest. */
  async list(transport: ConnectionTransport | null): Promise<ShownConnections> {
    const kept = this.#kept.get(transport);
    const now = performance.now();
    if (kept !== undefined && now < kept.until) return await kept.list;
    const list = this.#look(transport);
    this.#kept.set(transport, { until: now + KEPT_MS, list });
    // A failure is not used again.
    list.catch(() => this.#kept.delete(transport));
    return await list;
  }

  /** The subscriptions that follow a viewer's log. `head` is its newest event, read before this call. */
  followersOf(
    viewerId: string,
    head: number,
  ): { readonly count: number; readonly behindMost: number | null } {
    const own = [...this.services.connections.open(viewerId)];
    const following = own.flatMap(({ subscriptions }) => subscriptions).filter((seq) => seq !== null);
    return { count: following.length, behindMost: behindOf(following, head) };
  }

  async #look(transport: ConnectionTransport | null): Promise<ShownConnections> {
    const open = [...this.services.connections.open(null)].filter(
      (one) => transport === null || one.transport === transport.toLowerCase(),
    );
    const shown = [...open]
      .sort((one, other) => other.unsentBytes - one.unsentBytes || other.ageMs - one.ageMs)
      .slice(0, this.most);
    const viewers = new Set(shown.flatMap(({ viewerId }) => viewerId ?? []));
    const heads = await readHeads(this.services.ledger.db, [...viewers]);
    return {
      count: open.length,
      shown: shown.map((facts) => {
        const head = heads.get(facts.viewerId ?? '') ?? 0;
        return { ...facts, behind: behindOf(facts.subscriptions, head) };
      }),
    };
  }
}

/** How far the slowest of several subscriptions is behind; null if none of them reads the log. */
function behindOf(subscriptions: ConnectionFacts['subscriptions'], head: number): number | null {
  const following = subscriptions.filter((seq) => seq !== null);
  return following.length === 0 ? null : Math.max(0, head - Math.min(...following));
}
