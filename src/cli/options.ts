import { InvalidArgumentError, Option } from 'commander';
import { DEFAULT_DATA_DIR } from './dev/profile.js';
import { refuseSecretIn } from './secret-argument.js';

/** Parses a port; 0 picks a free one. */
export function parsePort(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  }
  return Number(value);
}

/** Returns a parser of whole numbers from 1 to `max`. */
export function parseCount(max: number): (value: string) => number {
  return (value) => {
    if (!/^\d{1,9}$/.test(value) || Number(value) < 1 || Number(value) > max) {
      throw new InvalidArgumentError(`It must be a whole number from 1 to ${max}.`);
    }
    return Number(value);
  };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Parses a duration such as `90s`, `30m`, `12h` or `7d` (at most 30 days) to seconds. */
function parseSeconds(value: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,7})([smhd])$/.exec(value) ?? [];
  const seconds = Number(digits) * (UNIT_SECONDS[unit] ?? 0);
  if (seconds < 1 || seconds > 30 * 86_400) {
    throw new InvalidArgumentError('It must be a duration such as 30m, 12h or 7d, at most 30d.');
  }
  return seconds;
}

const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Parses an ISO time with a zone, or a date, which means midnight UTC, to epoch milliseconds. */
export function parseTime(value: string): number {
  const [, date = ''] = ISO_TIME.exec(value) ?? [];
  const time = date === '' ? Number.NaN : Date.parse(value);
  // Date.parse reads 30 February as 2 March.
  if (Number.isNaN(time) || !new Date(Date.parse(date)).toISOString().startsWith(date)) {
    throw new InvalidArgumentError(
      'It must be a time such as 2026-07-01T09:15:00+05:30, or a date such as 2026-07-01.',
    );
  }
  return time;
}

/** Parses an http or https base URL and drops trailing slashes. Throws `CliError` if it holds a password. */
export function parseBaseUrl(value: string): string {
  refuseSecretIn(value, 'the URL', 'Leave user and password out: Dwar needs none.');
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new InvalidArgumentError('It must be a URL such as http://127.0.0.1:4000.');
  }
  return value.replace(/(?<!\/)\/+$/, '');
}

/** Parses the partner's id of a user. */
export function parseViewer(value: string): string {
  if (!/^[\w.@:-]{1,128}$/.test(value)) {
    throw new InvalidArgumentError('It must be 1 to 128 letters, digits or any of . _ - : @');
  }
  return value;
}

/** Parses the name of an operator. */
export function parseOperator(value: string): string {
  if (!/^[\w.@ -]{1,64}$/.test(value) || value.trim() !== value) {
    throw new InvalidArgumentError('It must be 1 to 64 letters, digits, spaces or any of . _ - @');
  }
  return value;
}

/** `--data` of commands that work on a dev instance. */
export function dataOption(): Option {
  return new Option('--data <dir>', 'data folder of the dev instance').default(DEFAULT_DATA_DIR);
}

/** An option with a duration; its value is in seconds, and `fallback` is the default as the help shows it. */
export function durationOption(flags: string, about: string, seconds: number, fallback: string): Option {
  return new Option(flags, `${about}, such as 90s or 30m`).argParser(parseSeconds).default(seconds, fallback);
}

/** `--json` of commands that print data. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON');
}

/** `--data` of commands that work on a ledger. */
export function databaseOption(): Option {
  return new Option('--data <dir>', 'data folder of a dev instance (default: the ledger of DATABASE_URL)');
}
