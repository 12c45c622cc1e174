/** One partner-API call. */
export interface RequestEntry {
  readonly method: string;
  /** Path of the URL, without the query. */
  readonly path: string;
  /** Status of the answer; null until it is sent, and for good when the connection was hung or cut. */
  status: number | null;
  /** ISO time of the virtual clock. */
  readonly at: string;
}

const MAX_ENTRIES = 20_000;
/** How many entries are dropped at once when the log is full. */
const DROPPED_AT_ONCE = 2_000;

/** The latest partner-API calls, in order of arrival. */
export class RequestLog {
  #entries: RequestEntry[] = [];

  add(entry: RequestEntry): RequestEntry {
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(DROPPED_AT_ONCE);
    return entry;
  }

  /** Returns the calls whose path contains `part`; all of them for an empty string. */
  list(part: string): readonly RequestEntry[] {
    return this.#entries.filter((entry) => entry.path.includes(part));
  }

  clear(): void {
    this.#entries = [];
  }
}
