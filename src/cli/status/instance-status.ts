/** Whether an instance answers and is ready. */
export interface Health {
  readonly isReachable: boolean;
  readonly isReady: boolean;
  /** Why it is not ready, as `/health/ready` names it; empty if it is, or gave no answer. */
  readonly reasons: readonly string[];
}

/** What an instance says of itself in its metrics; null where it does not say it. */
export interface Metrics {
  readonly version: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number | null;
  /** Whether the circuit breaker rejects calls of Gateway. */
  readonly isBreakerOpen: boolean | null;
  readonly clockOffsetMs: number | null;
}

const TIMEOUT_MS = 3_000;
const TEXT_MAX = 10_000_000;

/** Asks an instance whether it is ready. Never rejects. */
export async function readHealth(url: string): Promise<Health> {
  try {
    const response = await ask(`${url}/health/ready`);
    const { reasons } = (await response.json().catch(() => ({}))) as { reasons?: unknown };
    const named = Array.isArray(reasons) ? reasons.filter((one) => typeof one === 'string') : [];
    return { isReachable: true, isReady: response.ok, reasons: response.ok ? [] : named };
  } catch {
    return { isReachable: false, isReady: false, reasons: [] };
  }
}

/** Reads the metrics of an instance; null if they cannot be read. Never rejects. */
export async function readMetrics(url: string): Promise<Metrics | null> {
  try {
    const response = await ask(`${url}/metrics`);
    if (!response.ok) return null;
    return parseMetrics((await response.text()).slice(0, TEXT_MAX));
  } catch {
    return null;
  }
}

function ask(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
}

const BUILD = 'dwar_build_info{version="';

/** Picks what is shown from the text that Prometheus reads. */
function parseMetrics(text: string): Metrics {
  const lines = text.split('\n');
  const gaugeOf = (name: string) => {
    const line = lines.find((one) => one.startsWith(`${name} `));
    const value = Number(line?.slice(name.length + 1));
    return Number.isNaN(value) ? null : value;
  };
  const version = lines.find((line) => line.startsWith(BUILD))?.slice(BUILD.length);
  const startedAt = gaugeOf('process_start_time_seconds');
  const breaker = gaugeOf('dwar_upstream_breaker_open');
  const offset = gaugeOf('dwar_upstream_clock_offset_seconds');
  return {
    version: version?.split('"')[0] ?? null,
    startedAt: startedAt === null ? null : startedAt * 1000,
    isBreakerOpen: breaker === null ? null : breaker > 0,
    clockOffsetMs: offset === null ? null : Math.round(offset * 1000),
  };
}
