import { readEventStream } from '@dwar/client/event-stream';
import { pause } from './connection.js';
import events from './documents/events.graphql?raw';

/** Codes after which the same call may succeed a little later. */
const TRANSIENT = [
  'RATE_LIMITED',
  'OVERLOADED',
  'SHUTTING_DOWN',
  'STORAGE_UNAVAILABLE',
  'AUTHENTICATION_UNAVAILABLE',
  'GATEWAY_UNAVAILABLE',
];
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * A GraphQL client of few lines. `error.code` is the code of Dwar; it is null when nothing answered.
 * `noteConnection` is that of `followConnection`.
 */
export function createDwar(token, noteConnection) {
  const authorization = () => `Bearer ${token}`;

  async function ask(query, variables = {}) {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: authorization() },
      body: JSON.stringify({ query, variables }),
    }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    const [error] = answer?.errors ?? [];
    if (error) throw failure(error.message, error.extensions?.code ?? null);
    if (!answer?.data) throw failure('Dwar did not answer.', null);
    return answer.data;
  }

  /** As `ask`, for a call that may be repeated: repeats it until Dwar answers. */
  async function insist(query, variables) {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        const data = await ask(query, variables);
        noteConnection({ isAnswered: true });
        return data;
      } catch (error) {
        noteConnection({ isAnswered: error.code !== null });
        if (!error.isTransient) throw error;
        await pause(wait);
      }
    }
  }

  /** Every change of this user, from now on. A lost connection resumes after the last event. */
  async function* changes() {
    let cursor;
    let isWoken = true;
    while (isWoken) {
      const wake = new AbortController();
      const { signal } = wake;
      // The library waits longer with each attempt, and does not know that the network is back.
      addEventListener('online', () => wake.abort(), { signal });
      const connect = observed(signal, noteConnection);
      const settings = { url: '/graphql/stream', query: events, authorization, fetch: connect, signal };
      for await (const event of readEventStream({ ...settings, lastEventId: cursor })) {
        cursor = event.cursor ?? cursor;
        yield event;
      }
      isWoken = signal.aborted;
    }
  }

  return { ask, insist, changes };
}

function failure(message, code) {
  return Object.assign(new Error(message), { code, isTransient: code === null || TRANSIENT.includes(code) });
}

/** A `fetch` that notes whether the stream could be opened. */
function observed(signal, noteConnection) {
  return async (...request) => {
    const response = await fetch(...request).catch((error) => {
      if (!signal.aborted) noteConnection({ isOpen: false });
      throw error;
    });
    noteConnection({ isOpen: response.ok });
    return response;
  };
}
