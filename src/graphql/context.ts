import type DataLoader from 'dataloader';
import type { Viewer } from '../viewer/viewer.js';
import type { AnswerBudget } from './answer-budget.js';
import type { Reuse } from './reuse.js';

/** What belongs to one request and nothing else. */
export interface Context {
  readonly viewer: Viewer | null;
  readonly requestId: string;
  /** The cursor a reconnecting SSE client sent as `Last-Event-ID`; it wins over the argument `after`. */
  readonly lastEventId?: string | null;
  /** Aborted when the client hangs up: reads that no client waits for are skipped. */
  readonly signal?: AbortSignal;
  readonly loaders: RequestLoaders;
  /** Who is charged for the answer. */
  readonly holder?: string;
  /** What the operation may still produce; set when it runs. */
  readonly budget?: AnswerBudget;
  /**
   * The cursor of the newest event before the operation read anything; set when it runs, if it selects it.
   */
  readonly cursor?: Promise<string>;
  /** Set if the answer is kept, to be sent again. */
  readonly reuse?: Reuse;
}

/** Makes the DataLoader of one nested field. The function itself is the loader's name within a request. */
export type LoaderFactory<Key, Value> = () => DataLoader<Key, Value>;

/** The DataLoaders of one request, each made when it is first needed. */
export class RequestLoaders {
  readonly #loaders = new Map<unknown, unknown>();

  of<Key, Value>(factory: LoaderFactory<Key, Value>): DataLoader<Key, Value> {
    const known = this.#loaders.get(factory);
    if (known !== undefined) return known as DataLoader<Key, Value>;
    const loader = factory();
    this.#loaders.set(factory, loader);
    return loader;
  }
}
