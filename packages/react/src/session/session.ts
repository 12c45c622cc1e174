import type { DwarClient, DwarEvent, Flow, FlowState, GatewaySdk } from '@dwar/client';
import { QueryClient } from '@tanstack/react-query';
import { Refetcher } from '../cache/refetcher.js';
import { keys } from '../queries/keys.js';
import type { Reader } from '../queries/types.js';
import { EventFollower } from './event-follower.js';
import { type SharedFlow, shareFlow } from './flows.js';

type AnyFlow = Flow<FlowState<object>>;

/**
 * What all providers of one client and one query cache share: an event stream, its listeners, and the flows.
 */
export class Session {
  readonly client: DwarClient;
  readonly queryClient: QueryClient;
  readonly #cache: Refetcher;
  readonly #follower: EventFollower;
  readonly #listeners = new Set<(event: DwarEvent) => void>();
  readonly #wrongUses = new Set<(error: Error) => void>();
  readonly #flows = new Map<string, SharedFlow<AnyFlow>>();
  #providers = 0;

  constructor(client: DwarClient, queryClient: QueryClient) {
    this.client = client;
    this.queryClient = queryClient;
    this.#cache = new Refetcher(queryClient);
    this.#follower = new EventFollower(
      client,
      this.#cache,
      (event) => {
        for (const listener of [...this.#listeners]) call(listener, event);
      },
      (error) => {
        for (const listener of this.#wrongUses) listener(error);
      },
    );
  }

  /** Queries of hooks: see {@link EventFollower.reader}. */
  get reader(): Reader {
    return this.#follower.reader;
  }

  get isFollowed(): boolean {
    return this.#providers > 0;
  }

  /**
   * Follows the events until the returned function is called. `onWrongUse` gets what only a developer can
   * repair.
   */
  follow(onWrongUse: (error: Error) => void): () => void {
    this.#providers += 1;
    this.#wrongUses.add(onWrongUse);
    this.queryClient.mount();
    this.#follower.start();
    return () => {
      this.#providers -= 1;
      this.#wrongUses.delete(onWrongUse);
      this.queryClient.unmount();
      if (!this.isFollowed) this.#follower.stop();
    };
  }

  /** Calls `listener` for each event, after the cache has it, until the returned function is called. */
  listen(listener: (event: DwarEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The flow of a name, made at its first use. */
  flow<Shared extends AnyFlow>(
    name: string,
    sdk: GatewaySdk,
    create: (sdk: GatewaySdk) => Shared,
  ): SharedFlow<Shared> {
    const known = this.#flows.get(name) as SharedFlow<Shared> | undefined;
    if (known !== undefined) return known;
    const shared = shareFlow(sdk, create, () => this.refetchAccounts());
    this.#flows.set(name, shared);
    return shared;
  }

  /** Reads what depends on the linked accounts: no event reports a link. */
  refetchAccounts(): void {
    this.#cache.refetchAll(keys.viewer);
    this.#cache.refetchAll(keys.allHoldings);
  }
}

/** An error of a listener is the app's: it is thrown outside of the stream. */
function call(listener: (event: DwarEvent) => void, event: DwarEvent): void {
  try {
    listener(event);
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}

/**
 * By the caller's own objects, so that nothing outlives them, and a render that React discards leaves no
 * trace.
 */
const sessions = /* @__PURE__ */ new WeakMap<QueryClient, Session>();
const ownQueryClients = /* @__PURE__ */ new WeakMap<DwarClient, QueryClient>();

/** The query cache of a client whose app passes none. */
export function queryClientOf(client: DwarClient): QueryClient {
  const known = ownQueryClients.get(client);
  if (known !== undefined) return known;
  const created = new QueryClient();
  ownQueryClients.set(client, created);
  return created;
}

/**
 * The session of a client and a query cache. Throws if the cache holds, or may get, the data of another
 * client: a client is one viewer, whose data another one must not see.
 */
export function sessionOf(client: DwarClient, queryClient: QueryClient): Session {
  const known = sessions.get(queryClient);
  if (known?.client === client) return known;
  if (known !== undefined && (known.isFollowed || hasData(queryClient))) throw sharedCache();
  const created = new Session(client, queryClient);
  sessions.set(queryClient, created);
  return created;
}

/** Throws if two providers were rendered at once with this cache and different clients. */
export function checkCurrent(session: Session): void {
  if (sessions.get(session.queryClient) !== session) throw sharedCache();
}

function sharedCache(): Error {
  return new Error(
    'DwarProvider: this QueryClient holds the data of another DwarClient. Create the client once, outside ' +
      'of components. For another user, or a second provider, pass a new `queryClient` with the new ' +
      'client; to use this one again, unmount its provider and call queryClient.clear() first.',
  );
}

function hasData(queryClient: QueryClient): boolean {
  const queries = queryClient.getQueryCache().findAll({ queryKey: keys.all });
  return queries.some(({ state }) => state.data !== undefined || state.fetchStatus !== 'idle');
}
