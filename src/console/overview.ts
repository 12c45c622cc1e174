import { DELIVERY_VERDICTS, type OverviewPeriod } from './types/enums.js';
import {
  countChangedOrders,
  countDeliveries,
  countPlannedTransactions,
  countStaleTransactions,
  countUnconfirmedOrders,
} from '../ledger/operator/counts.js';
import { toDate } from '../graphql/scalars.js';
import type { Delays, DelayMeter } from './live/delay-meter.js';
import type { OperatorServices } from './services.js';
import type { OverviewType } from './types/overview.type.js';

type Services = Pick<
  OperatorServices,
  'ledger' | 'clock' | 'version' | 'webhookPath' | 'readiness' | 'gateway' | 'rejected'
>;

const HOUR_MS = 3_600_000;
/** How far each period looks back, and into how many parts it is divided. */
export const PERIODS: Readonly<Record<OverviewPeriod, { readonly ms: number; readonly parts: number }>> = {
  HOUR: { ms: HOUR_MS, parts: 30 },
  DAY: { ms: 24 * HOUR_MS, parts: 48 },
  WEEK: { ms: 7 * 24 * HOUR_MS, parts: 42 },
};
/** How long an overview is used again: every open page asks for it after each change. */
const KEPT_MS = 1_000;

/** Computes the overview of each period at most once a second, for all who ask. */
export class Overviews {
  readonly #kept = new Map<
    OverviewPeriod,
    { readonly until: number; readonly overview: Promise<OverviewType> }
  >();

  constructor(
    private readonly services: Services,
    private readonly delays: DelayMeter,
  ) {}

  /** The state of the gateway at a glance. */
  async of(period: OverviewPeriod): Promise<OverviewType> {
    const kept = this.#kept.get(period);
    const now = performance.now();
    if (kept !== undefined && now < kept.until) return await kept.overview;
    const overview = this.#compute(period);
    this.#kept.set(period, { until: now + KEPT_MS, overview });
    // A failure is not used again.
    overview.catch(() => this.#kept.delete(period));
    return await overview;
  }

  async #compute(period: OverviewPeriod): Promise<OverviewType> {
    const { clock, version, webhookPath, readiness, gateway, rejected } = this.services;
    const now = clock.now();
    const { ms, parts } = PERIODS[period];
    const since = now - ms;
    const whole = this.delays.since(since);
    return {
      at: toDate(now),
      version,
      webhookPath,
      readiness: (await readiness()).map((check) => ({ ...check, isOk: check.reason === null })),
      isGatewayReachable: await gateway.isReachable(),
      gatewayClockOffsetMs: gateway.clockOffsetMs(),
      ...(await this.#counts(since)),
      rejectedDeliveries: rejected.list().filter(({ receivedAt }) => receivedAt >= since).length,
      delays: this.delays.parts(since, now, parts).map(toPoint),
      delayP50Ms: whole.p50Ms,
      delayP99Ms: whole.p99Ms,
    };
  }

  async #counts(since: number) {
    const { db } = this.services.ledger;
    const deliveries = await countDeliveries(db, DELIVERY_VERDICTS, since);
    const orders = await countChangedOrders(db, since);
    return {
      unconfirmedOrders: await countUnconfirmedOrders(db),
      openTransactions: await countPlannedTransactions(db),
      staleTransactions: await countStaleTransactions(db),
      deliveries: deliveries.map(({ of: verdict, count }) => ({ verdict, count })),
      orders: orders.map(({ of: status, count }) => ({ status, count })),
    };
  }
}

function toPoint({ at, p50Ms, p99Ms, count }: Delays) {
  return { at: toDate(Math.round(at)), p50Ms, p99Ms, count };
}
