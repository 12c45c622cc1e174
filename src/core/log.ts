import { pino } from 'pino';

/** What Dwar writes its log with: pino's calls, `log.info({ fields }, 'message')`. */
export type Log = Pick<pino.Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(fields: Record<string, unknown>): Log;
};

/** Names under which a secret or personal datum could reach a log line; their values are replaced (guarantee G8). */
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

/** JSON lines on standard output, one object a line, at `level` and above. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** A log that drops everything. */
export const silentLog: Log = pino({ level: 'silent' });
