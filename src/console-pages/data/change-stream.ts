import { createClient } from 'graphql-ws';
import {
  ChangesDocument,
  type ChangesSubscription,
  EventAppendedDocument,
  type EventAppendedSubscription,
  type EventRowFragment,
} from './generated/graphql.js';
import { GRAPHQL_PATH } from './post-operation.js';

export type Change =
  | ChangesSubscription['changes']
  | { readonly __typename: 'EventAppended'; readonly event: EventRowFragment };

/** State of the live stream. `at` of a lost one is the time up to which the page is right, in epoch milliseconds. */
export type StreamState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost'; readonly at: number };

/** The one WebSocket of the tab. */
export interface ChangeStream {
  /** Connects for the first time: when a session is there. */
  start(): void;
  state(): StreamState;
  /** Calls `onState` after each change of state; returns what ends that. */
  watchState(onState: () => void): () => void;
  /** Calls `onChange` for each change, and `onReturn` when changes may have been missed. Returns what ends that. */
  watch(watcher: StreamWatcher): () => void;
  /** Follows the log of one viewer as well: each new event is a change. Returns what ends that. */
  follow(viewer: string): () => void;
  /** Connects at once instead of after the present delay. */
  reconnect(): void;
}

export interface StreamWatcher {
  onChange(change: Change): void;
  onReturn(): void;
}

/** A ping that has no answer for this long means that the connection is dead. */
const PING_MS = 10_000;
const PONG_TIMEOUT_MS = 5_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** Close codes after which another attempt gets the same answer. */
const SIGNED_OUT_CODES = [4401, 4403, 4410];

/** Subscribes to all changes from `start` on for as long as the page is open; `onSignedOut` is called if the session has ended. */
export function openChangeStream(onSignedOut: () => void): ChangeStream {
  const watchers = new Set<StreamWatcher>();
  const stateWatchers = new Set<() => void>();
  let state: StreamState = { kind: 'connecting' };
  let wasLive = false;
  const wake = { now: () => {} };
  const enter = (next: StreamState) => {
    if (next.kind === 'lost' && state.kind === 'lost') return;
    state = next;
    for (const onState of stateWatchers) onState();
  };
  const client = createStreamClient(wake, {
    onOpen() {
      enter({ kind: 'live' });
      if (wasLive) for (const watcher of watchers) watcher.onReturn();
      wasLive = true;
    },
    onLost: () => lose(),
    onSignedOut,
  });
  let isStarted = false;
  const tell = (change: Change) => {
    for (const watcher of watchers) watcher.onChange(change);
  };
  const lose = () => enter({ kind: 'lost', at: Date.now() });
  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      client.subscribe<ChangesSubscription>(
        { query: ChangesDocument.toString() },
        { next: ({ data }) => data && tell(data.changes), error: lose, complete: lose },
      );
    },
    state: () => state,
    watchState: (onState) => join(stateWatchers, onState),
    watch: (watcher) => join(watchers, watcher),
    follow(viewer) {
      let isFollowed = true;
      const stop = client.subscribe<EventAppendedSubscription>(
        { query: EventAppendedDocument.toString(), variables: { viewer } },
        {
          next: ({ data }) => data && tell({ __typename: 'EventAppended', event: data.eventAppended }),
          error: lose,
          complete: () => isFollowed && lose(),
        },
      );
      return () => {
        isFollowed = false;
        stop();
      };
    },
    reconnect: () => wake.now(),
  };
}

interface ConnectionWatcher {
  onOpen(): void;
  onLost(): void;
  onSignedOut(): void;
}

function createStreamClient(wake: { now: () => void }, { onOpen, onLost, onSignedOut }: ConnectionWatcher) {
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: location.origin.replace(/^http/, 'ws') + GRAPHQL_PATH,
    keepAlive: PING_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (event) => !isSignedOutClose(event),
    retryWait: (retries) => waitOrWake(wake, Math.min(FIRST_DELAY_MS * 2 ** retries, LONGEST_DELAY_MS)),
    on: {
      connected: onOpen,
      closed(event) {
        clearTimeout(pongTimer);
        onLost();
        if (isSignedOutClose(event)) onSignedOut();
      },
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => client.terminate(), PONG_TIMEOUT_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
    },
  });
  return client;
}

function waitOrWake(wake: { now: () => void }, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs);
    wake.now = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

function isSignedOutClose(event: unknown): boolean {
  return event instanceof CloseEvent && SIGNED_OUT_CODES.includes(event.code);
}

function join<T>(set: Set<T>, member: T): () => void {
  set.add(member);
  return () => {
    set.delete(member);
  };
}
