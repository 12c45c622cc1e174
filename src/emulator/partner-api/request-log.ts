/** One partner-API call as it arrived. */
export interface RequestEntry {
  readonly method: string;
  /** Path of the URL, without the query. */
  readonly path: string;
  /** Status of the answer; null while there is none, and for ever when the call was hung up or cut off. */
  status: number | null;
  /** ISO time of the virtual clock. */
  readonly at: string;
}

const MAX_ENTRIES = 20_000;
/** Entries are dropped so many at a time. */
const DROPPED_AT_ONCE = 2_000;

/** The latest partner-API calls, in order of arrival. */
export class RequestLog {
  #entries: RequestEntry[] = [];

  add(entry: RequestEntry): RequestEntry {
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(DROPPED_AT_ONCE);
    return entry;
  }

  /** Calls whose path contains `part`; all of them for an empty one. */
  list(part: string): readonly RequestEntry[] {
    return this.#entries.filter((entry) => entry.path.includes(part));
  }

  clear(): void {
    this.#entries = [];
  }
}
