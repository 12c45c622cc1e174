import { isRecord } from '../../core/json.js';
import { nonZero } from '../../core/money.js';
import { BOUNDS } from '../bounds.js';
import { DecodeError } from '../decode/decode-error.js';
import { fieldOf, withoutEnvelope } from '../json.js';
import { Row } from '../row.js';
import type { Unreadable } from '../unreadable.js';
import type {
  ChartFact,
  ChartPointFact,
  ConstituentFact,
  NewsFact,
  PageFact,
  Partly,
  PlanFact,
  SmallcaseDetailFact,
  SmallcaseFact,
} from './catalogue-facts.js';
import { ARCHIVED_FLAG, SCID_SENT } from './wire.js';

/** Decodes a page of the catalogue (protocol section 15). Throws DecodeError for what is no such page. */
export function decodeSmallcases(json: unknown, unreadable: Unreadable): Partly<PageFact<SmallcaseFact>> {
  return partly(unreadable, decodePage(dataOf(json, unreadable), 'smallcases', decodeSmallcase));
}

/**
 * Decodes the detail of one smallcase; null when the answer holds none. Throws DecodeError for the detail of
 * another one than `scid`.
 */
export function decodeSmallcaseDetail(
  json: unknown,
  unreadable: Unreadable,
  scid: string,
): Partly<SmallcaseDetailFact | null> {
  if ((withoutEnvelope(json) ?? null) === null) return partly(unreadable, null);
  const data = dataOf(json, unreadable);
  // [assumed] The detail is the data itself; one that stands in a field of its own is read as well.
  const row = !data.has('scid') && isRecord(fieldOf(data.fields, 'smallcase')) ? data.row('smallcase') : data;
  const smallcase = decodeSmallcase(row);
  if (smallcase.scid !== scid) throw new DecodeError(row.at('scid'), 'is another than asked for');
  return partly(unreadable, { smallcase, plans: row.list('plans', BOUNDS.plans, decodePlan) });
}

/** Decodes a chart. Throws DecodeError for the chart of another smallcase than `scid`. */
export function decodeChart(json: unknown, unreadable: Unreadable, scid: string): Partly<ChartFact> {
  const data = dataOf(json, unreadable);
  const line = data.row('smallcase');
  const benchmark = data.row('benchmark');
  if (line.has('scid') && line.text('scid') !== scid)
    throw new DecodeError(line.at('scid'), 'is another than asked for');
  const points = line.list('points', BOUNDS.chartPoints, decodePoint);
  if (points === null) throw new DecodeError(line.at('points'), 'is missing');
  const compared = new Map(
    (benchmark.list('points', BOUNDS.chartPoints, decodePoint) ?? []).map(({ at, value }) => [at, value]),
  );
  return partly(unreadable, {
    points: points
      .map((point) => ({ ...point, benchmark: compared.get(point.at) ?? null }))
      .sort((a, b) => a.at - b.at),
    benchmarkId: benchmark.text('benchmarkId'),
    benchmarkName: benchmark.text('benchmarkLabel'),
  });
}

/** Decodes a page of news. Throws DecodeError for what is no such page. */
export function decodeNews(json: unknown, unreadable: Unreadable): Partly<PageFact<NewsFact>> {
  return partly(unreadable, decodePage(dataOf(json, unreadable), 'news', decodeNewsItem));
}

function dataOf(json: unknown, unreadable: Unreadable): Row {
  return Row.of(withoutEnvelope(json), 'data', unreadable);
}

/** Called when everything has been decoded. */
function partly<T>(unreadable: Unreadable, fact: T): Partly<T> {
  return { fact, isWhole: unreadable.count === 0 };
}

function decodePage<Item>(data: Row, name: string, decode: (row: Row) => Item): PageFact<Item> {
  const sent = fieldOf(data.fields, name);
  const items = data.list(name, BOUNDS.catalogueItems, (row, index) => ({ index, item: decode(row) }));
  if (items === null || !Array.isArray(sent)) throw new DecodeError(data.at(name), 'is missing');
  return { sent: sent.length, items };
}

function decodeSmallcase(row: Row): SmallcaseFact {
  const info = row.row('info');
  const stats = row.row('stats');
  const scid = row.shaped(SCID_SENT, 'scid');
  if (scid === null) throw new DecodeError(row.at('scid'), 'is missing');
  return {
    scid,
    name: info.prose('name'),
    type: info.text('type'),
    description: info.prose('shortDescription'),
    publisher: info.prose('publisherName'),
    blogUrl: info.text('blogURL'),
    imageUrl: info.text('imageUrl'),
    rebalanceSchedule: info.text('rebalanceSchedule'),
    createdAt: info.instant('created'),
    lastRebalancedAt: info.instant('lastRebalanced'),
    nextUpdateAt: info.instant('nextUpdate'),
    isArchived: row.row('flags').flag(ARCHIVED_FLAG),
    minimumInvestment: nonZero(stats.decimal('minInvestAmount')),
    indexValue: nonZero(stats.decimal('indexValue')),
    returns: decodeReturns(stats.row('returns')),
    ratios: decodeRatios(stats.row('ratios')),
    constituents: row.list('constituents', BOUNDS.constituents, decodeConstituent) ?? [],
  };
}

function decodeReturns(returns: Row): SmallcaseFact['returns'] {
  return {
    daily: returns.decimal('daily'),
    weekly: returns.decimal('weekly'),
    monthly: returns.decimal('monthly'),
    halfYearly: returns.decimal('halfyearly'),
    yearly: returns.decimal('yearly'),
    threeYears: returns.decimal('threeYear'),
    fiveYears: returns.decimal('fiveYear'),
    sinceInception: returns.decimal('sinceInception'),
  };
}

function decodeRatios(ratios: Row): SmallcaseFact['ratios'] {
  return {
    riskLabel: ratios.text('riskLabel'),
    marketCapCategory: ratios.text('marketCapCategory'),
    cagr: ratios.decimal('cagr'),
    cagrOneYear: ratios.decimal('cagr1y'),
    cagrThreeYears: ratios.decimal('cagr3y'),
    cagrFiveYears: ratios.decimal('cagr5y'),
  };
}

/** The symbol stands in the constituent itself or in its `sidInfo`. */
function decodeConstituent(row: Row): ConstituentFact {
  const details = row.row('sidInfo');
  const ticker = row.text('ticker') ?? details.text('ticker');
  if (ticker === null) throw new DecodeError(row.at('ticker'), 'is missing');
  return {
    ticker,
    name: row.text('stockName', 'name') ?? details.text('name'),
    shares: row.decimal('shares'),
    weight: row.decimal('weight'),
  };
}

function decodePlan(row: Row): PlanFact {
  const planId = row.id('planId');
  if (planId === null) throw new DecodeError(row.at('planId'), 'is missing');
  return {
    planId,
    duration: row.text('duration'),
    mayRenew: row.flag('auto'),
    mayPayOnce: row.flag('oneTime'),
    isByAssets: row.flag('aum'),
    isActive: row.flag('active'),
    isMostPopular: row.row('flags').flag('mostPopular'),
    amount: row.decimal('amount'),
    baseAmount: row.decimal('baseAmount'),
    notionalAmount: nonZero(row.decimal('notionalAmount')),
    baseNotionalAmount: nonZero(row.decimal('baseNotionalAmount')),
  };
}

function decodePoint(row: Row): Omit<ChartPointFact, 'benchmark'> {
  const at = row.instant('date');
  const value = row.decimal('value');
  if (at === null) throw new DecodeError(row.at('date'), 'is missing');
  if (value === null) throw new DecodeError(row.at('value'), 'is missing');
  return { at, value };
}

function decodeNewsItem(row: Row): NewsFact {
  const headline = row.prose('headline');
  if (headline === null) throw new DecodeError(row.at('headline'), 'is missing');
  return {
    headline,
    summary: row.prose('summary'),
    link: row.text('link'),
    imageUrl: row.text('imageUrl'),
    publisher: row.row('publisher').prose('name'),
    publishedAt: row.instant('date'),
  };
}
