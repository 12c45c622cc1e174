import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { graphql } from '../trigger/generated/gql.js';
import type { ReadLogQuery } from '../trigger/generated/graphql.js';
import type { DwarClient } from '../trigger/dwar-client.js';

const FOLLOW = graphql(/* GraphQL */ `
  subscription FollowLog($after: String) {
    events(after: $after) {
      __typename
      cursor
    }
  }
`);

const PROTOCOL = 'graphql-transport-ws';

/** A message of the server. */
interface Message {
  readonly type: string;
  readonly payload?: {
    readonly data?: { readonly events: { readonly __typename: string; readonly cursor: string } };
  };
}

const LOG = graphql(/* GraphQL */ `
  query ReadLog($first: Int!, $after: String) {
    events(first: $first, after: $after) {
      edges {
        cursor
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** A connection is cut after one to this many events. */
const EVENTS_BEFORE_CUT = 4;
const RECONNECT_MS = 100;
const LOG_PAGE = 100;
/** Within this time an event that is in the log must have arrived. */
const ARRIVES_WITHIN_MS = 15_000;

interface CutSubscriberOptions {
  readonly url: string;
  /** Issues a session token of the viewer. */
  readonly token: () => Promise<string>;
  /** Reads the log of the same viewer. The token is issued for each look. */
  readonly openClient: (token: string) => DwarClient;
  /** A number from 0 to 1. Default: at random. */
  readonly random?: () => number;
  readonly now?: () => number;
}

/** What it has seen. `faults`: events that it missed, saw twice or saw out of order. */
interface Seen {
  readonly cuts: number;
  readonly events: number;
  readonly faults: number;
}

/**
 * Follows a viewer's events as an app with a bad connection does: its socket is cut at random, without a
 * close, and it resumes from the last cursor it has. Each look compares what it received with the log
 * (guarantee G6).
 */
export class CutSubscriber {
  readonly #options: CutSubscriberOptions;
  readonly #random: () => number;
  readonly #now: () => number;
  /** Received and not yet compared, in the order of arrival. */
  #received: string[] = [];
  /** The log is compared from here on. */
  #comparedTo: string | null = null;
  #last: string | null = null;
  #late: { readonly cursor: string; readonly since: number } | null = null;
  #seen = { cuts: 0, events: 0, faults: 0 };
  #socket: WebSocket | undefined;
  #isClosed = false;
  readonly #following: Promise<void>;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: CutSubscriberOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#now = options.now ?? (() => performance.now());
    this.#following = this.#follow();
  }

  /** Compares with the log, and returns what it has seen so far. Throws `CliError` if there is no answer. */
  async look(): Promise<Seen> {
    this.#looking = this.#looking.catch(() => {}).then(() => this.#compare());
    await this.#looking;
    return { ...this.#seen };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cut();
    await this.#following;
  }

  async #follow(): Promise<void> {
    while (!this.#isClosed) {
      await this.#connect().catch(() => {});
      if (!this.#isClosed) await pause(RECONNECT_MS, undefined, { ref: false });
    }
  }

  /** One connection, until it is cut or lost. */
  async #connect(): Promise<void> {
    const authorization = `Bearer ${await this.#options.token()}`;
    if (this.#isClosed) return;
    let left = 1 + Math.floor(this.#random() * EVENTS_BEFORE_CUT);
    const socket = new WebSocket(`${this.#options.url.replace(/^http/, 'ws')}/graphql`, PROTOCOL);
    this.#socket = socket;
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.on('open', () => send({ type: 'connection_init', payload: { authorization } }));
    socket.on('message', (data) => {
      // What was on its way when the connection was cut is lost, as it is to an app.
      if (socket !== this.#socket) return;
      const { type, payload } = JSON.parse(String(data)) as Message;
      const variables = { after: this.#last };
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'connection_ack')
        send({ id: '1', type: 'subscribe', payload: { query: FOLLOW.toString(), variables } });
      if (type === 'error' || type === 'complete') socket.terminate();
      const event = type === 'next' ? payload?.data?.events : undefined;
      if (event === undefined) return;
      this.#take(event);
      if (event.__typename !== 'StreamPosition') left -= 1;
      if (left > 0) return;
      this.#seen.cuts += 1;
      this.#cut();
    });
    // A failed connection is closed too.
    socket.on('error', () => {});
    await new Promise<void>((resolve) => void socket.once('close', () => resolve()));
  }

  /** Ends the connection without a close, and reads nothing more of it. */
  #cut(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.terminate();
  }

  /** A position and a resynchronisation are no events of the log: what follows counts from there. */
  #take({ __typename, cursor }: { readonly __typename: string; readonly cursor: string }): void {
    if (__typename === 'ResyncRequired') {
      this.#received = [];
      this.#comparedTo = cursor;
    } else if (__typename === 'StreamPosition') this.#comparedTo ??= cursor;
    else {
      this.#received.push(cursor);
      this.#seen.events += 1;
    }
    this.#last = cursor;
  }

  async #compare(): Promise<void> {
    if (this.#comparedTo === null) return;
    const from = this.#comparedTo;
    const received = [...this.#received];
    const logged = await this.#readLog(from);
    // Resynchronised meanwhile.
    if (this.#comparedTo !== from) return;
    const last = received.at(-1);
    const until = last === undefined ? 0 : logged.lastIndexOf(last) + 1;
    this.#seen.faults += differences(logged.slice(0, until), received);
    this.#received = this.#received.slice(received.length);
    if (last !== undefined) this.#comparedTo = last;
    this.#noteLate(logged[until]);
  }

  /** An event that is in the log and does not arrive is missed too. */
  #noteLate(cursor: string | undefined): void {
    if (cursor === undefined) {
      this.#late = null;
      return;
    }
    if (this.#late?.cursor !== cursor) this.#late = { cursor, since: this.#now() };
    if (this.#now() - this.#late.since < ARRIVES_WITHIN_MS) return;
    this.#seen.faults += 1;
    this.#late = { cursor, since: Number.POSITIVE_INFINITY };
  }

  async #readLog(after: string): Promise<readonly string[]> {
    const client = this.#options.openClient(await this.#options.token());
    try {
      const cursors: string[] = [];
      let from: string | null = after;
      while (from !== null) {
        const { events: page }: ReadLogQuery = await client.request(LOG, { first: LOG_PAGE, after: from });
        cursors.push(...(page?.edges ?? []).map(({ cursor }) => cursor));
        from = page?.pageInfo.hasNextPage === true ? (page.pageInfo.endCursor ?? null) : null;
      }
      return cursors;
    } finally {
      await client.close();
    }
  }
}

/** How many events of the log are missing among those received, and how many were received besides. */
function differences(logged: readonly string[], received: readonly string[]): number {
  const missing = logged.filter((cursor) => !received.includes(cursor)).length;
  const repeated = received.length - new Set(received.filter((cursor) => logged.includes(cursor))).size;
  if (missing + repeated > 0) return missing + repeated;
  return logged.every((cursor, index) => cursor === received[index]) ? 0 : 1;
}
