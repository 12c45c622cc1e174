import type { WireChart, WireNewsItem, WirePlan, WireSmallcase } from '../../gateway/catalogue/wire.js';
import { numberFrom } from '../state/ids.js';
import { isoTime } from '../world.js';
import { CATALOGUE, type CatalogueRow, catalogueRow } from './catalogue-rows.js';
import { stockOf } from './stocks.js';

const DAY_MS = 24 * 3_600_000;
const YEAR_DAYS = 365;
/** How far the invented index strays from its growth, as a fraction. */
const NOISE = 0.03;

/** The catalogue as one emulator shows it: its figures depend on the seed and the day alone. */
export class Catalogue {
  constructor(
    private readonly seed: () => string,
    private readonly nowMs: () => number,
  ) {}

  /** The smallcases that are offered, in the order of the list. */
  list(offset: number, count: number): WireSmallcase[] {
    const offered = CATALOGUE.filter(({ isArchived }) => isArchived !== true);
    return offered.slice(offset, offset + count).map((row) => this.#smallcase(row));
  }

  /** One smallcase with its plans, also an archived one; null for an unknown id. */
  detail(scid: string): WireSmallcase | null {
    const row = catalogueRow(scid);
    return row === undefined ? null : { ...this.#smallcase(row), plans: plansOf(row) };
  }

  /** The past of a smallcase by trading days; null for an unknown id or duration. */
  chart(scid: string, duration: string, benchmarkId: string | null): WireChart | null {
    const row = catalogueRow(scid);
    const days = CHART_DAYS[duration];
    if (row === undefined || days === undefined) return null;
    const created = Date.parse(row.created);
    const from = Math.max(created, startOfDay(this.nowMs()) - days * DAY_MS);
    const points = this.#points(row.scid, row.growth, from);
    const benchmark =
      benchmarkId === null
        ? {}
        : {
            benchmark: {
              benchmarkId,
              benchmarkLabel: `Index ${benchmarkId}`,
              points: this.#points(`benchmark ${benchmarkId}`, 0.12, from),
            },
          };
    return {
      smallcase: { scid, points },
      ...benchmark,
      durations: Object.keys(CHART_DAYS),
      defaultDuration: '1y',
    };
  }

  /** News about any of the smallcases, newest first; about all of them when none is named. */
  news(scids: readonly string[], offset: number, count: number): WireNewsItem[] {
    const about = NEWS_NUMBERS.map((number) => this.#newsItem(number)).filter(
      ({ smallcases }) => scids.length === 0 || smallcases.some(({ scid }) => scids.includes(scid)),
    );
    return about.slice(offset, offset + count);
  }

  #smallcase(row: CatalogueRow): WireSmallcase {
    const today = startOfDay(this.nowMs());
    const indexValue = this.#indexAt(row.scid, row.growth, Date.parse(row.created), today);
    return {
      scid: row.scid,
      info: infoOf(row, today),
      stats: {
        indexValue,
        unadjustedValue: indexValue,
        divReturns: 0,
        lastCloseIndex: this.#indexAt(row.scid, row.growth, Date.parse(row.created), today - DAY_MS),
        minInvestAmount: minimumOf(row),
        returns: this.#returns(row, today),
        ratios: ratiosOf(row),
      },
      constituents: constituentsOf(row),
      flags: { archived: row.isArchived === true },
    };
  }

  /** Null for a time that is longer than the smallcase exists. */
  #returns(row: CatalogueRow, today: number): WireSmallcase['stats']['returns'] {
    const created = Date.parse(row.created);
    const at = (day: number) => this.#indexAt(row.scid, row.growth, created, day);
    const since = (days: number) => {
      const start = today - days * DAY_MS;
      return start < created ? null : rounded(at(today) / at(start) - 1);
    };
    return {
      daily: since(1),
      weekly: since(7),
      monthly: since(30),
      halfyearly: since(182),
      yearly: since(YEAR_DAYS),
      threeYear: since(3 * YEAR_DAYS),
      fiveYear: since(5 * YEAR_DAYS),
      sinceInception: rounded(at(today) / 100 - 1),
    };
  }

  #points(name: string, growth: number, from: number): { date: string; value: number }[] {
    const points: { date: string; value: number }[] = [];
    for (let day = startOfDay(from); day <= this.nowMs(); day += DAY_MS) {
      const weekday = new Date(day).getUTCDay();
      if (weekday === 0 || weekday === 6) continue;
      points.push({ date: isoTime(day), value: this.#indexAt(name, growth, from, day) });
    }
    return points;
  }

  /** 100 on the first day, then steady growth with noise that depends on the seed and the day. */
  #indexAt(name: string, growth: number, from: number, day: number): number {
    if (day <= from) return 100;
    const years = (day - from) / DAY_MS / YEAR_DAYS;
    const noise = (numberFrom(`index\n${this.seed()}\n${name}\n${day}`, 2_001) / 1_000 - 1) * NOISE;
    return Math.round(100 * (1 + growth) ** years * (1 + noise) * 100) / 100;
  }

  #newsItem(number: number): WireNewsItem {
    const concerned = [number % CATALOGUE.length, (number * 5 + 3) % CATALOGUE.length];
    const rows = [...new Set(concerned)].map((index) => CATALOGUE[index] as CatalogueRow);
    const subject = rows.map(({ name }) => name).join(' and ');
    const hour = numberFrom(`news\n${this.seed()}\n${number}`, 8);
    return {
      _id: number.toString(16).padStart(24, '0'),
      headline: `${subject} in the news (${number + 1})`,
      summary: `What moved ${subject}. Invented for testing.`,
      link: `https://example.com/news/${number + 1}`,
      imageUrl: `https://example.com/news/${number + 1}.png`,
      date: isoTime(startOfDay(this.nowMs()) - number * DAY_MS + hour * 3_600_000),
      publisher: { name: 'Demo Wire' },
      smallcases: rows.map(({ scid }) => ({ scid })),
    };
  }
}

/** Days of each `duration`. */
const CHART_DAYS: Readonly<Record<string, number>> = {
  '1m': 30,
  '3m': 91,
  '6m': 182,
  '1y': YEAR_DAYS,
  '3y': 3 * YEAR_DAYS,
  '5y': 5 * YEAR_DAYS,
  max: 100 * YEAR_DAYS,
};
const NEWS_NUMBERS = Array.from({ length: 30 }, (_, index) => index);

/** Months of each plan, and its price as a multiple of a month's. */
const PLAN_TERMS = [
  ['1m', 1],
  ['3m', 2.8],
  ['6m', 5.2],
  ['1y', 9.6],
] as const;
const TAX = 0.18;

/** The plans of a smallcase; null when it is free. */
export function plansOf({ scid, monthlyFee }: CatalogueRow): WirePlan[] | null {
  if (monthlyFee === null) return null;
  return PLAN_TERMS.map(([duration, times]) => {
    const amount = Math.round(monthlyFee * times);
    return {
      planId: `${scid}-${duration}`,
      duration,
      auto: duration !== '1m',
      oneTime: true,
      aum: false,
      active: duration !== '6m',
      amount,
      baseAmount: beforeTax(amount),
      notionalAmount: duration === '1y' ? 12 * monthlyFee : null,
      baseNotionalAmount: duration === '1y' ? beforeTax(12 * monthlyFee) : null,
      flags: { mostPopular: duration === '3m' },
    };
  });
}

function beforeTax(amount: number): number {
  return Math.round((amount / (1 + TAX)) * 100) / 100;
}

function infoOf(row: CatalogueRow, today: number): WireSmallcase['info'] {
  return {
    type: row.monthlyFee === null ? 'Model' : 'Advisory',
    name: row.name,
    shortDescription: row.description,
    publisherName: row.publisher,
    blogURL: null,
    imageUrl: `https://example.com/smallcase/${row.scid}.png`,
    created: isoTime(Date.parse(row.created)),
    nextUpdate: row.isArchived === true ? null : isoTime(today + 30 * DAY_MS),
    rebalanceSchedule: 'Quarterly',
    lastRebalanced: isoTime(today - 60 * DAY_MS),
  };
}

function ratiosOf({ growth }: CatalogueRow): WireSmallcase['stats']['ratios'] {
  const riskLabel = growth > 0.15 ? 'High Volatility' : growth > 0.1 ? 'Medium Volatility' : 'Low Volatility';
  return {
    riskLabel,
    marketCapCategory: 'Large Cap',
    cagr: growth,
    cagr1y: growth,
    cagr3y: growth,
    cagr5y: null,
  };
}

function minimumOf({ shares }: CatalogueRow): number {
  return rounded(
    Object.entries(shares).reduce((sum, [ticker, count]) => sum + count * stockOf(ticker).price, 0),
  );
}

function constituentsOf(row: CatalogueRow): WireSmallcase['constituents'] {
  const total = minimumOf(row);
  return Object.entries(row.shares).map(([ticker, shares]) => {
    const { name, price } = stockOf(ticker);
    return { ticker, name, shares, weight: rounded((shares * price) / total) };
  });
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function startOfDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}
