import { isNativeError } from 'node:util/types';
import { pino } from 'pino';
import { describeError } from './describe-error.js';

/** What Dwar writes its log with: pino's calls, `log.info({ fields }, 'message')`. */
export type Log = Pick<pino.Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(fields: Record<string, unknown>): Log;
};

/**
 * Names under which a secret or personal datum could reach a log line; their values are replaced (guarantee
 * G8).
 */
const REDACTED = [
  'authorization',
  'token',
  'secret',
  'checksum',
  'smallcaseAuthToken',
  'pan',
  'phone',
  'email',
  'variables',
  'body',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** JSON lines, one object a line, at `level` and above. */
export function createLog(level: string, destination: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // pino's own would describe again what is described already, and take its type and the codes of its
    // causes away.
    serializers: { err: (error) => (isNativeError(error) ? describeError(error) : error) },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  return pino(options, destination);
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** The same log with the fields of `more`, asked for at each line. */
export function withFields(log: Log, more: () => Record<string, unknown>): Log {
  const writers = LEVELS.map((level) => [
    level,
    (first: unknown, ...rest: [string?]) =>
      typeof first === 'string'
        ? log[level](more(), first, ...rest)
        : log[level]({ ...(first as object), ...more() }, ...rest),
  ]);
  const child = (fields: Record<string, unknown>) => withFields(log.child(fields), more);
  return { ...Object.fromEntries(writers), child } as Log;
}

/** A log that drops everything. */
export const silentLog: Log = pino({ level: 'silent' });
