import type { GatewayCall } from '../gateway-call.js';
import { GatewayError } from '../gateway-error.js';
import type { Unreadable } from '../unreadable.js';
import type {
  ChartFact,
  NewsFact,
  PageFact,
  Partly,
  SmallcaseDetailFact,
  SmallcaseFact,
} from './catalogue-facts.js';
import { decodeChart, decodeNews, decodeSmallcaseDetail, decodeSmallcases } from './decode-catalogue.js';
import { decodeSubscriptions, type SubscriptionFact } from './decode-subscriptions.js';
import {
  BENCHMARK_TYPE,
  CATALOGUE_ORDER,
  CATALOGUE_PATHS,
  CHART_BASE,
  CHART_DURATIONS,
  type ChartDuration,
  UNKNOWN_SCID_STATUSES,
} from './wire.js';

/** Which rows of a list to read. */
export interface Rows {
  readonly offset: number;
  readonly count: number;
}

/** Which chart to read; without a benchmark it has one line. */
export interface ChartQuery {
  readonly scid: string;
  readonly duration: ChartDuration;
  readonly benchmarkId: string | null;
}

/**
 * Reads of protocol section 15. For the catalogue any auth token serves, and that of a guest says nothing of
 * a user; subscriptions need a connected one.
 */
export interface CatalogueReads {
  /** Reads a page of the smallcases that the partner may offer. */
  smallcases(rows: Rows, authToken: string, signal?: AbortSignal): Promise<Partly<PageFact<SmallcaseFact>>>;
  /** Reads one smallcase with its plans; null for one that is not in the catalogue. */
  smallcase(
    scid: string,
    authToken: string,
    signal?: AbortSignal,
  ): Promise<Partly<SmallcaseDetailFact | null>>;
  /** Reads the past of one smallcase; null for one that is not in the catalogue. */
  chart(query: ChartQuery, authToken: string, signal?: AbortSignal): Promise<Partly<ChartFact | null>>;
  /** Reads a page of the news about some smallcases, newest first. */
  news(
    scids: readonly string[],
    rows: Rows,
    authToken: string,
    signal?: AbortSignal,
  ): Promise<Partly<PageFact<NewsFact>>>;
  /** Reads the subscriptions of the account that the token is for. */
  subscriptions(authToken: string, signal?: AbortSignal): Promise<Partly<readonly SubscriptionFact[]>>;
}

/** Makes a call and decodes its answer. Throws `GatewayError`. */
export type Ask = <T>(call: GatewayCall, decode: (json: unknown, unreadable: Unreadable) => T) => Promise<T>;

/** The reads of the catalogue of one gateway. */
export function createCatalogueReads(ask: Ask, gatewayName: string): CatalogueReads {
  return {
    smallcases: (rows, authToken, signal) =>
      ask(
        {
          operation: 'smallcases',
          path: CATALOGUE_PATHS.smallcases(gatewayName),
          query: { ...CATALOGUE_ORDER, ...asQuery(rows) },
          authToken,
          signal,
        },
        decodeSmallcases,
      ),
    smallcase: (scid, authToken, signal) =>
      orUnknown(
        ask(
          {
            operation: 'smallcase',
            path: CATALOGUE_PATHS.smallcase(gatewayName),
            query: { scid },
            authToken,
            signal,
          },
          (json, unreadable) => decodeSmallcaseDetail(json, unreadable, scid),
        ),
      ),
    chart: (query, authToken, signal) =>
      orUnknown(
        ask(
          {
            operation: 'chart',
            path: CATALOGUE_PATHS.chart(gatewayName),
            query: chartQuery(query),
            authToken,
            signal,
          },
          (json, unreadable) => decodeChart(json, unreadable, query.scid),
        ),
      ),
    news: (scids, rows, authToken, signal) =>
      ask(
        {
          operation: 'news',
          path: CATALOGUE_PATHS.news(gatewayName),
          query: { 'scids[]': scids, ...asQuery(rows) },
          authToken,
          signal,
        },
        decodeNews,
      ),
    subscriptions: (authToken, signal) =>
      ask(
        { operation: 'subscriptions', path: CATALOGUE_PATHS.subscriptions(gatewayName), authToken, signal },
        decodeSubscriptions,
      ),
  };
}

function asQuery({ offset, count }: Rows): Record<string, string> {
  return { count: String(count), offset: String(offset) };
}

function chartQuery({ scid, duration, benchmarkId }: ChartQuery): Record<string, string> {
  const benchmark = benchmarkId === null ? {} : { benchmarkId, benchmarkType: BENCHMARK_TYPE };
  return { scid, duration: CHART_DURATIONS[duration], base: CHART_BASE, ...benchmark };
}

/** Null where Gateway refuses the `scid`, which is as whole an answer as any other. */
async function orUnknown<T>(read: Promise<Partly<T>>): Promise<Partly<T | null>> {
  try {
    return await read;
  } catch (error) {
    const isUnknown =
      error instanceof GatewayError &&
      error.kind === 'rejected' &&
      UNKNOWN_SCID_STATUSES.includes(error.status ?? 0);
    if (!isUnknown) throw error;
    return { fact: null, isWhole: true };
  }
}
