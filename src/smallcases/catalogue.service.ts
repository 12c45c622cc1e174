import type { Lives, SharedRead, SharedReads } from '../cache/shared-reads.js';
import { badInput } from '../core/errors.js';
import { type AuthTokens, OWN_TOKEN_TTL_SECONDS } from '../gateway/auth-tokens.js';
import type {
  ChartFact,
  NewsFact,
  PageFact,
  Partly,
  SmallcaseDetailFact,
  SmallcaseFact,
} from '../gateway/catalogue/catalogue-facts.js';
import type { ChartQuery, Rows } from '../gateway/catalogue/catalogue-reads.js';
import { SCID_SENT } from '../gateway/catalogue/wire.js';
import type { GatewayClient } from '../gateway/gateway-client.js';
import type { Context } from '../graphql/context.js';
import { asAppError } from './gateway-failure.js';

const MINUTE_MS = 60_000;
/** Prices and news of the day. An answer with something unreadable in it is asked for again soon. */
const OF_THE_DAY: Lives = { wholeMs: 5 * MINUTE_MS, partialMs: MINUTE_MS / 2, staleMs: 60 * MINUTE_MS };
/** A chart gets a point a day. */
const OF_A_CHART: Lives = { wholeMs: 60 * MINUTE_MS, partialMs: MINUTE_MS / 2, staleMs: 120 * MINUTE_MS };

/** Most smallcases whose news are read together. */
export const NEWS_SCIDS_MAX = 20;
/** Ids of benchmarks, such as `.NSEI` [assumed]. */
const BENCHMARK_SHAPE = /^[\w.^&-]{1,40}$/;

interface Collaborators {
  readonly gateway: GatewayClient;
  readonly tokens: AuthTokens;
  readonly sharedReads: SharedReads;
  /** Gateway's time now, in epoch milliseconds. */
  readonly upstreamNow: () => number;
}

/**
 * Reads the catalogue, which is the same for every viewer: always as a guest, so that no answer can hold
 * anything of one of them, and shared by all (see {@link SharedReads}). Throws GATEWAY_UNAVAILABLE,
 * GATEWAY_REFUSED or GATEWAY_NOT_UNDERSTOOD where Gateway gives no answer and none may be used again.
 */
export class CatalogueService {
  constructor(private readonly deps: Collaborators) {}

  /** A page of the smallcases that the partner may offer. */
  list(rows: Rows, context: Context): Promise<SharedRead<PageFact<SmallcaseFact>>> {
    return this.#read(['smallcases', rows.offset, rows.count], OF_THE_DAY, context, (token, signal) =>
      this.deps.gateway.smallcases(rows, token, signal),
    );
  }

  /** One smallcase with its plans; null for an id that the catalogue does not have. */
  async find(scid: string, context: Context): Promise<SharedRead<SmallcaseDetailFact | null> | null> {
    if (!SCID_SENT.test(scid)) return null;
    return await this.#read<SmallcaseDetailFact | null>(
      ['smallcase', scid],
      OF_THE_DAY,
      context,
      (token, signal) => this.deps.gateway.smallcase(scid, token, signal),
    );
  }

  /** The past of one smallcase; null for one without. Throws BAD_USER_INPUT for a misshapen benchmark. */
  async chart(query: ChartQuery, context: Context): Promise<SharedRead<ChartFact | null>> {
    const { scid, duration, benchmarkId } = query;
    if (benchmarkId !== null && !BENCHMARK_SHAPE.test(benchmarkId))
      throw badInput('benchmark', 'is not the id of a benchmark');
    return await this.#read<ChartFact | null>(
      ['chart', scid, duration, benchmarkId],
      OF_A_CHART,
      context,
      (token, signal) => this.deps.gateway.chart(query, token, signal),
    );
  }

  /**
   * A page of the news about some smallcases. Throws BAD_USER_INPUT for none, for too many and for what can
   * be no id.
   */
  async news(
    scids: readonly string[],
    rows: Rows,
    context: Context,
  ): Promise<SharedRead<PageFact<NewsFact>>> {
    const wanted = [...new Set(scids)].sort();
    if (wanted.length < 1 || wanted.length > NEWS_SCIDS_MAX)
      throw badInput('scids', `must be 1 to ${NEWS_SCIDS_MAX} ids`);
    const wrong = scids.findIndex((scid) => !SCID_SENT.test(scid));
    if (wrong !== -1) throw badInput(`scids[${wrong}]`, 'is not the id of a smallcase');
    const key = ['news', rows.offset, rows.count, ...wanted];
    return await this.#read(key, OF_THE_DAY, context, (token, signal) =>
      this.deps.gateway.news(wanted, rows, token, signal),
    );
  }

  async #read<T extends object | null>(
    key: readonly (string | number | null)[],
    lives: Lives,
    { reuse, signal }: Context,
    ask: (token: string, signal: AbortSignal) => Promise<Partly<T>>,
  ): Promise<SharedRead<T>> {
    const { tokens, sharedReads, upstreamNow } = this.deps;
    const fetch = async (aborted: AbortSignal) => {
      const { token } = await tokens.mintGuest(OWN_TOKEN_TTL_SECONDS);
      const { fact, isWhole } = await ask(token, aborted);
      return { value: fact, isWhole };
    };
    try {
      const read = await sharedReads.read<T>(JSON.stringify(key), lives, fetch, signal);
      reuse?.changesAt(read.until, upstreamNow());
      return read;
    } catch (error) {
      throw asAppError(error, signal);
    }
  }
}
