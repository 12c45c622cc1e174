import { hidePrivate } from '../../core/private-text.js';

/** One partner-API call. */
export interface RequestEntry {
  /** Number of the call, from 1. */
  readonly id: number;
  readonly method: string;
  /** Path of the URL, without the query. */
  readonly path: string;
  /** Status of the answer; null until it is sent, and for good when the connection was hung or cut. */
  status: number | null;
  /** ISO time of the virtual clock. */
  readonly at: string;
  /** How long the answer took, in real milliseconds; null until it is sent. */
  durationMs: number | null;
  /** The transaction that a read asked for, or that a creation returned; null for other calls. */
  transactionId: string | null;
}

/** What a call and its answer said. No header is kept: they carry secrets. */
export interface RequestBodies {
  /** The query of the URL, without the question mark. */
  readonly query: string;
  /** Null for a call without a body. */
  readonly request: string | null;
  /** Null until there is an answer. */
  readonly answer: string | null;
}

/** An entry and, while they are kept, its bodies. */
export type RequestDetail = RequestEntry & { readonly bodies: RequestBodies | null };

const MAX_ENTRIES = 20_000;
/** How many entries are dropped at once when the log is full. */
const DROPPED_AT_ONCE = 2_000;
/** Calls whose bodies are kept, and the longest part of one that is, in characters. */
const MAX_BODIES = 500;
const BODY_MAX = 16_384;
const LOOKED_FURTHER = 2_048;

/** The latest partner-API calls, in order of arrival. */
export class RequestLog {
  #entries: RequestEntry[] = [];
  readonly #bodies = new Map<number, RequestBodies>();
  #lastId = 0;

  add(call: Pick<RequestEntry, 'method' | 'path' | 'at'> & { readonly query: string }): RequestEntry {
    const { query, ...rest } = call;
    this.#lastId += 1;
    const transactionId = new URLSearchParams(query).get('transactionId');
    const entry = { id: this.#lastId, ...rest, status: null, durationMs: null, transactionId };
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries = this.#entries.slice(DROPPED_AT_ONCE);
    this.#keep(entry.id, { query, request: null, answer: null });
    return entry;
  }

  /** Keeps what a call said, without personal data and tokens. */
  addBodies(id: number, bodies: Partial<Pick<RequestBodies, 'request' | 'answer'>>): void {
    const known = this.#bodies.get(id);
    if (known === undefined) return;
    const shown = Object.entries(bodies).map(([name, text]) => [name, text ? shownPart(text) : null]);
    this.#bodies.set(id, { ...known, ...Object.fromEntries(shown) });
  }

  /**
   * Returns the calls whose path contains `part`, oldest first; all of them for an empty string. `limit`
   * keeps the newest.
   */
  list(part: string, limit = MAX_ENTRIES): readonly RequestEntry[] {
    return this.#entries.filter((entry) => entry.path.includes(part)).slice(-limit);
  }

  /** Returns one call with its bodies; null if it is no longer kept. */
  find(id: number): RequestDetail | null {
    const entry = this.#entries.find((one) => one.id === id);
    return entry === undefined ? null : { ...entry, bodies: this.#bodies.get(id) ?? null };
  }

  clear(): void {
    this.#entries = [];
    this.#bodies.clear();
  }

  #keep(id: number, bodies: RequestBodies): void {
    this.#bodies.set(id, bodies);
    const [oldest] = this.#bodies.keys();
    if (this.#bodies.size > MAX_BODIES && oldest !== undefined) this.#bodies.delete(oldest);
  }
}

/** Looks a little further than it shows, so that nothing private is cut in two and no longer recognised. */
function shownPart(text: string): string {
  return hidePrivate(text.slice(0, BODY_MAX + LOOKED_FURTHER)).slice(0, BODY_MAX);
}
