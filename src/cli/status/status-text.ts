import type { LedgerStatus } from '../../ledger/operator/status.js';
import type { Health, Metrics } from './instance-status.js';

/** The state of an instance. A part that could not be read is null, or says why in `problem`. */
export interface Status {
  readonly at: number;
  readonly url: string;
  readonly health: Health;
  readonly metricsUrl: string;
  readonly metrics: Metrics | null;
  readonly ledger: {
    readonly name: string;
    readonly status: LedgerStatus | null;
    readonly problem: string | null;
  };
  readonly cache: 'memory' | 'Redis';
}

/** The state of an instance as lines, each with a word for what it is about. */
export function describeStatus(status: Status): readonly string[] {
  const { url, health, metricsUrl, metrics, ledger, cache, at } = status;
  const lines: (readonly [string, string])[] = [['instance', describeHealth(url, health)]];
  if (metrics === null) lines.push(['metrics', `${metricsUrl}/metrics cannot be read`]);
  else {
    const { version, startedAt, isBreakerOpen, clockOffsetMs } = metrics;
    const since = startedAt === null ? '' : `, started ${timeOf(startedAt, at)}`;
    lines.push(['version', `${version ?? 'unknown'}${since}`]);
    lines.push(['gateway', describeGateway(isBreakerOpen, clockOffsetMs)]);
  }
  lines.push(['cache', cache]);
  lines.push(['ledger', ledger.problem === null ? ledger.name : `${ledger.name}: ${ledger.problem}`]);
  if (ledger.status !== null) lines.push(...describeLedgerStatus(ledger.status, at));
  return lines.map(([name, text]) => `${name.padEnd(13)} ${text}`);
}

function describeHealth(url: string, { isReachable, isReady, reasons }: Health): string {
  if (!isReachable) return `${url} gives no answer`;
  if (isReady) return `${url} is ready`;
  return `${url} is not ready${reasons.length === 0 ? '' : `: ${reasons.join(', ')}`}`;
}

function describeGateway(isBreakerOpen: boolean | null, offsetMs: number | null): string {
  if (isBreakerOpen === null) return 'unknown';
  const state = isBreakerOpen ? 'gives no answer: calls wait until it does' : 'is called';
  if (offsetMs === null) return state;
  return `${state}; its clock is ${Math.abs(offsetMs)} ms ${offsetMs < 0 ? 'behind' : 'ahead of'} ours`;
}

function describeLedgerStatus(status: LedgerStatus, at: number): (readonly [string, string])[] {
  const { deliveries, lastReceivedAt, unconfirmedOrders, openTransactions, staleTransactions } = status;
  const counts = Object.entries(deliveries).map(([state, count]) => `${state} ${count}`);
  const { DEAD = 0, UNMATCHED = 0 } = deliveries;
  return [
    ['webhooks', lastReceivedAt === null ? 'none received' : `last received ${timeOf(lastReceivedAt, at)}`],
    ['deliveries', counts.length === 0 ? 'none kept' : counts.join(', ')],
    ['to look at', `${DEAD} given up, ${UNMATCHED} unmatched`],
    ['orders', `${unconfirmedOrders} not confirmed`],
    ['transactions', `${openTransactions} open, ${staleTransactions} stale`],
    ['next read', describeRead(status.firstReadAt, at)],
    ['outgoing', describeOutgoing(status.outgoing)],
  ];
}

function describeOutgoing({ endpoints, PENDING, DEAD }: LedgerStatus['outgoing']): string {
  if (endpoints === 0) return 'no endpoints for webhooks';
  return `${endpoints} ${endpoints === 1 ? 'endpoint' : 'endpoints'}, ${PENDING} waiting, ${DEAD} given up`;
}

function describeRead(firstReadAt: number | null, at: number): string {
  if (firstReadAt === null) return 'none planned';
  return `${firstReadAt <= at ? 'due since' : 'due'} ${timeOf(firstReadAt, at)}`;
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A time, and how far it is away. */
function timeOf(time: number, now: number): string {
  const away = Math.abs(now - time);
  const [unit, size] = UNITS.find(([, milliseconds]) => away >= milliseconds) ?? ['s', 1_000];
  const span = `${Math.floor(away / size)} ${unit}`;
  return `${new Date(time).toISOString()} (${time > now ? `in ${span}` : `${span} ago`})`;
}
