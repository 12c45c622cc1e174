/** Texts of numbers, times and money for one language and time zone. Every one is made by `Intl`. */
export interface Formats {
  /** `12:03:11`. */
  time(at: string | number): string;
  /** `12:03:11.250`, for steps that are milliseconds apart. */
  timeMs(at: string | number): string;
  /** `28 Nov`. */
  day(at: string | number): string;
  /** The time today, otherwise with the date. */
  moment(at: string | number): string;
  /** Date, time and the zone's name. */
  full(at: string | number): string;
  /** `in 5 minutes`, `2 hours ago`. */
  relative(at: string | number, now: number): string;
  /** A span: `59 ms`, `1.2 sec`, `5 min`. */
  span(milliseconds: number): string;
  count(value: number): string;
  bytes(value: number): string;
  /** Exact: every digit of a number that is text. */
  decimal(value: string): string;
  /** A number of percent that is text, with two digits. */
  percent(value: string): string;
  /** Exact: the amount is text, and stays text until it is rounded half-even to paise. */
  money(value: { readonly amount: string; readonly currency: string }): string;
}

export type ZoneName = 'IST' | 'UTC';

const ZONES = {
  IST: { name: 'Asia/Kolkata', offsetMs: 330 * 60_000 },
  UTC: { name: 'UTC', offsetMs: 0 },
} as const;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/** Creates the formats of a language tag such as `en-IN` and a time zone. */
export function createFormats(locale: string, zone: ZoneName): Formats {
  const { name: timeZone, offsetMs } = ZONES[zone];
  const dates = (options: Intl.DateTimeFormatOptions) =>
    once(() => new Intl.DateTimeFormat(locale, { timeZone, ...options }));
  const time = dates(CLOCK);
  const timeMs = dates({ ...CLOCK, fractionalSecondDigits: 3 });
  const dated = dates({ ...CLOCK, day: '2-digit', month: 'short' });
  const dayOnly = dates({ day: '2-digit', month: 'short' });
  const full = dates({ dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23' });
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));
  const count = once(() => new Intl.NumberFormat(locale));
  const decimal = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }));
  const percent = once(
    () =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: 'percent',
        minimumFractionDigits: 2,
        maximumFractionDigits: 2,
        roundingMode: 'halfEven',
      }),
  );
  const unit = unitFormats(locale);
  // Neither zone has summer time.
  const dayOf = (at: number) => Math.floor((at + offsetMs) / DAY);
  return {
    time: (at) => time().format(new Date(at)),
    timeMs: (at) => timeMs().format(new Date(at)),
    day: (at) => dayOnly().format(new Date(at)),
    moment(at) {
      const date = new Date(at);
      return (dayOf(date.getTime()) === dayOf(Date.now()) ? time() : dated()).format(date);
    },
    full: (at) => full().format(new Date(at)),
    relative(at, now) {
      const away = new Date(at).getTime() - now;
      const [size, name] = unitOf(Math.abs(away));
      return relative().format(Math.trunc(away / size), name);
    },
    span(milliseconds) {
      const [size, name] = milliseconds < SECOND ? ([1, 'millisecond'] as const) : unitOf(milliseconds);
      return unit(name, milliseconds / size);
    },
    count: (value) => count().format(value),
    bytes: (value) => (value < 1_000 ? unit('byte', value) : unit('kilobyte', value / 1_000)),
    decimal: (value) => decimal().format(value as Intl.StringNumericLiteral),
    percent: (value) => percent().format(value as Intl.StringNumericLiteral),
    money: moneyFormat(locale),
  };
}

/** Makes a value at its first use: seven formats take 24 ms of the first paint, of which it uses two. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function unitOf(milliseconds: number): readonly [number, 'second' | 'minute' | 'hour' | 'day'] {
  if (milliseconds < MINUTE) return [SECOND, 'second'];
  if (milliseconds < HOUR) return [MINUTE, 'minute'];
  return milliseconds < DAY ? [HOUR, 'hour'] : [DAY, 'day'];
}

function unitFormats(locale: string): (unit: string, value: number) => string {
  const formats = new Map<string, Intl.NumberFormat>();
  return (unit, value) => {
    let format = formats.get(unit);
    if (format === undefined) {
      format = new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: 1,
      });
      formats.set(unit, format);
    }
    return format.format(value);
  };
}

function moneyFormat(locale: string): Formats['money'] {
  const formats = new Map<string, Intl.NumberFormat>();
  return ({ amount, currency }) => {
    let format = formats.get(currency);
    if (format === undefined) {
      format = new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        roundingMode: 'halfEven',
        signDisplay: 'negative',
      });
      formats.set(currency, format);
    }
    return format.format(amount as Intl.StringNumericLiteral);
  };
}
