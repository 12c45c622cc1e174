/** Texts of numbers, times and money for one language and time zone. Every one is made by `Intl`. */
export interface Formats {
  /** `12:03:11`. */
  time(at: string | number): string;
  /** `12:03:11.250`, for steps that are milliseconds apart. */
  timeMs(at: string | number): string;
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

const ZONES = { IST: 'Asia/Kolkata', UTC: 'UTC' } as const;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Creates the formats of a language tag such as `en-IN` and a time zone. */
export function createFormats(locale: string, zone: ZoneName): Formats {
  const timeZone = ZONES[zone];
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const time = new Intl.DateTimeFormat(locale, { timeZone, ...clock });
  const timeMs = new Intl.DateTimeFormat(locale, { timeZone, ...clock, fractionalSecondDigits: 3 });
  const dated = new Intl.DateTimeFormat(locale, { timeZone, day: '2-digit', month: 'short', ...clock });
  const full = new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'long',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat('en-CA', { timeZone });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const count = new Intl.NumberFormat(locale);
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
  const percent = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    roundingMode: 'halfEven',
  });
  const unit = unitFormats(locale);
  return {
    time: (at) => time.format(new Date(at)),
    timeMs: (at) => timeMs.format(new Date(at)),
    moment: (at) => (day.format(new Date(at)) === day.format(Date.now()) ? time : dated).format(new Date(at)),
    full: (at) => full.format(new Date(at)),
    relative(at, now) {
      const away = new Date(at).getTime() - now;
      const [size, name] = unitOf(Math.abs(away));
      return relative.format(Math.trunc(away / size), name);
    },
    span(milliseconds) {
      const [size, name] = milliseconds < SECOND ? ([1, 'millisecond'] as const) : unitOf(milliseconds);
      return unit(name, milliseconds / size);
    },
    count: (value) => count.format(value),
    bytes: (value) => (value < 1_000 ? unit('byte', value) : unit('kilobyte', value / 1_000)),
    decimal: (value) => decimal.format(value as Intl.StringNumericLiteral),
    percent: (value) => percent.format(value as Intl.StringNumericLiteral),
    money: moneyFormat(locale),
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
