import { toDate } from '../graphql/scalars.js';
import { deliveriesByPart, ordersByPart, type Parts } from '../ledger/operator/activity.js';
import { PERIODS } from './overview.js';
import type { OperatorServices } from './services.js';
import type { ActivityType } from './types/activity.type.js';
import { DELIVERY_VERDICTS, type OverviewPeriod } from './types/enums.js';

/** How long an activity is used again: it reads more than the overview, and a chart changes slowly. */
const KEPT_MS = 10_000;

/** Computes the activity of each period at most once in ten seconds, for all who ask. */
export class Activities {
  readonly #kept = new Map<
    OverviewPeriod,
    { readonly until: number; readonly activity: Promise<ActivityType> }
  >();

  constructor(private readonly services: Pick<OperatorServices, 'ledger' | 'clock'>) {}

  /** What came in over a period, in parts of it. */
  async of(period: OverviewPeriod): Promise<ActivityType> {
    const kept = this.#kept.get(period);
    const now = performance.now();
    if (kept !== undefined && now < kept.until) return await kept.activity;
    const activity = this.#compute(period);
    this.#kept.set(period, { until: now + KEPT_MS, activity });
    // A failure is not used again.
    activity.catch(() => this.#kept.delete(period));
    return await activity;
  }

  async #compute(period: OverviewPeriod): Promise<ActivityType> {
    const { ledger, clock } = this.services;
    const parts = partsOf(period, clock.now());
    const deliveries = await deliveriesByPart(ledger.db, DELIVERY_VERDICTS, parts);
    const orders = await ordersByPart(ledger.db, parts);
    return {
      starts: parts.starts.map((start) => toDate(start)),
      deliveries: [...deliveries].map(([verdict, counts]) => ({ verdict, counts: [...counts] })),
      orders: [...orders].sort(byName).map(([status, counts]) => ({ status, counts: [...counts] })),
    };
  }
}

/** The parts of a period that ends with the one of `now`. They begin at full steps, so bars stay in place. */
function partsOf(period: OverviewPeriod, now: number): Parts {
  const { ms, parts } = PERIODS[period];
  const lengthMs = ms / parts;
  const last = Math.floor(now / lengthMs) * lengthMs;
  return {
    lengthMs,
    starts: Array.from({ length: parts }, (_, index) => last - (parts - 1 - index) * lengthMs),
  };
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
