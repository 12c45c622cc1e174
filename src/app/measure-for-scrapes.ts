import { createHash } from 'node:crypto';
import type { Clock } from '../core/time/clock.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import type { Metrics } from '../http/metrics.js';
import { countWaitingDeliveries } from '../ledger/deliveries/deliveries.js';
import type { Ledger } from '../ledger/ledger.js';
import { countUnconfirmedOrders } from '../ledger/operator/counts.js';
import { nextDueRead } from '../ledger/planned-reads.js';

interface Measured {
  readonly clock: Clock;
  readonly gateway: Pick<GatewayClient, 'clockNow' | 'clockOffsetMs'>;
  readonly ledger: Ledger;
  readonly metrics: Metrics;
}

/** Bytes of a digest that a metric's number holds exactly. */
const EPOCH_BYTES = 6;

/** Sets the gauges that are read before each scrape. One that cannot be read keeps its last value. */
export function measureForScrapes(measured: Measured): void {
  const reads = [deliveries, plan, size, epoch, upstreamClock, databaseClock];
  for (const read of reads) measured.metrics.beforeScrape(() => read(measured));
  for (const gauge of unknownAtFirst(measured)) gauge.set(Number.NaN);
}

function unknownAtFirst({ metrics }: Measured) {
  return [metrics.ledgerBytes, metrics.ledgerDiskBytes, metrics.ledgerDiskFree, metrics.databaseClockOffset];
}

async function deliveries({ ledger, metrics }: Measured): Promise<void> {
  const waiting = await countWaitingDeliveries(ledger.db);
  for (const state of ['PENDING', 'DEAD'] as const) metrics.inboxDeliveries.set({ state }, waiting[state]);
}

async function plan({ clock, gateway, ledger, metrics }: Measured): Promise<void> {
  metrics.ordersUnconfirmed.set(await countUnconfirmedOrders(ledger.db));
  const dueAt = await nextDueRead(ledger.db);
  const overdueMs = dueAt === null ? 0 : clock.now() + gateway.clockOffsetMs - dueAt;
  metrics.readsOverdue.set(Math.max(0, overdueMs) / 1000);
}

async function size({ ledger, metrics }: Measured): Promise<void> {
  const { bytes, disk } = await ledger.size();
  metrics.ledgerBytes.set(bytes);
  metrics.ledgerDiskBytes.set(disk?.bytes ?? Number.NaN);
  metrics.ledgerDiskFree.set(disk?.freeBytes ?? Number.NaN);
}

async function epoch({ ledger, metrics }: Measured): Promise<void> {
  const digest = createHash('sha256').update(ledger.epoch).digest();
  metrics.ledgerEpoch.set(digest.readUIntBE(0, EPOCH_BYTES));
}

/** Measured now, because what was agreed on earlier ends when this machine's clock is set. */
async function upstreamClock({ clock, gateway, metrics }: Measured): Promise<void> {
  const theirs = gateway.clockNow();
  const offsetMs = theirs === null ? 0 : theirs - clock.now();
  metrics.upstreamClockOffset.set(offsetMs / 1000);
  metrics.upstreamClockRefused.set(offsetMs !== 0 && gateway.clockOffsetMs === 0 ? 1 : 0);
}

async function databaseClock({ clock, ledger, metrics }: Measured): Promise<void> {
  const askedAt = clock.now();
  const theirs = await ledger.databaseNow();
  if (theirs === null) return;
  const halfway = (askedAt + clock.now()) / 2;
  metrics.databaseClockOffset.set((theirs - halfway) / 1000);
}
