import type { Clock } from '../time/clock.js';
import type { DescribedError } from '../describe-error.js';
import type { ErrorCode } from '../errors.js';
import type { Log } from '../log.js';

/**
 * Codes of the requests that are refused because something Dwar depends on is away, or for their session
 * token: one wrong setting refuses them all.
 */
const OUTAGES: ReadonlySet<unknown> = new Set<ErrorCode>([
  'STORAGE_UNAVAILABLE',
  'AUTHENTICATION_UNAVAILABLE',
  'GATEWAY_UNAVAILABLE',
  'UNAUTHENTICATED',
]);
/** SQLite's own codes for a file that cannot be read or written now. */
const STORAGE_FAILURE =
  /^SQLITE_(?:FULL|IOERR|READONLY|CORRUPT|NOTADB|CANTOPEN|NOMEM|PERM|PROTOCOL|BUSY|LOCKED)/;
/** Time between two lines about one outage, and without a failure after which it is over. */
const SUMMARY_MS = 10_000;

interface Fields {
  readonly code?: unknown;
  readonly err?: DescribedError;
}

interface Outage {
  /** Failures since the latest line. */
  repeated: number;
  /** All of them. */
  total: number;
  readonly since: number;
}

/**
 * The same log, in which an outage does not write a line for each request it refuses. Warnings and errors
 * about an outage are known by the code in `code`, in `err` or in a cause of it. The first is written whole.
 * Those like it that follow are written at level debug without their stacks, and counted in a line every 10
 * seconds, until 10 seconds pass without one; a last line says that and how many there were.
 */
export function oneLinePerOutage(log: Log, clock: Clock): Log {
  return wrap(log, log, clock, new Map());
}

function wrap(log: Log, summaries: Log, clock: Clock, outages: Map<string, Outage>): Log {
  const plain = (level: 'trace' | 'debug' | 'info' | 'fatal') =>
    ((...line: [object]) => log[level](...line)) as Log['info'];
  const summarised = (level: 'warn' | 'error') =>
    ((first: unknown, ...rest: [string?]) => {
      const code = typeof first === 'object' && first !== null ? outageCode(first) : undefined;
      if (code === undefined) return log[level](first as object, ...rest);
      const fields = first as Fields;
      const message = rest[0] ?? '';
      const key = JSON.stringify([message, code, fields.err?.type, fields.err?.code]);
      const known = outages.get(key);
      if (known !== undefined) {
        known.repeated += 1;
        known.total += 1;
        return log.debug({ ...fields, err: withoutStack(fields.err) }, message);
      }
      const outage = { repeated: 0, total: 1, since: clock.now() };
      outages.set(key, outage);
      const end = () => outages.delete(key);
      const reason = fields.err?.code;
      const named = reason === undefined || reason === code ? { code } : { code, reason };
      summarise({ log: summaries, level, clock, outage, end, named, message });
      return log[level](fields, message);
    }) as Log['warn'];
  return {
    trace: plain('trace'),
    debug: plain('debug'),
    info: plain('info'),
    warn: summarised('warn'),
    error: summarised('error'),
    fatal: plain('fatal'),
    child: (fields) => wrap(log.child(fields), summaries, clock, outages),
  };
}

function outageCode({ code, err }: Fields): unknown {
  if (OUTAGES.has(code)) return code;
  for (let error = err; error !== undefined; error = error.cause) {
    if (OUTAGES.has(error.code) || STORAGE_FAILURE.test(error.code ?? '')) return error.code;
  }
  return undefined;
}

function withoutStack(err: DescribedError | undefined): Omit<DescribedError, 'stack' | 'cause'> | undefined {
  if (err === undefined) return undefined;
  const { type, message, code } = err;
  return code === undefined ? { type, message } : { type, message, code };
}

interface Summary {
  readonly log: Log;
  readonly level: 'warn' | 'error';
  readonly clock: Clock;
  readonly outage: Outage;
  readonly end: () => void;
  /** The fields that say which outage it is. */
  readonly named: object;
  readonly message: string;
}

function summarise(summary: Summary): void {
  const { log, level, clock, outage, end, named, message } = summary;
  clock.after(SUMMARY_MS, () => {
    const { repeated, total, since } = outage;
    const seconds = SUMMARY_MS / 1000;
    if (repeated === 0) {
      end();
      const lastedSeconds = Math.max(0, Math.round((clock.now() - since) / 1000) - seconds);
      return log.info({ ...named, total, lastedSeconds }, `${message}: not in the last ${seconds} s`);
    }
    outage.repeated = 0;
    log[level]({ ...named, repeated, total }, `${message}: repeated in the last ${seconds} s`);
    summarise(summary);
  });
}
