import { got, type Response } from 'got';
import type { JSONWebKeySet } from 'jose';
import { readBytes } from '../core/http/bounded-fetch.js';
import type { Agents } from '../core/http/egress.js';

/** Largest key set that is read, in bytes. One of 100 keys with their certificates stays below. */
const MAX_BYTES = 256 * 1024;
/** Most keys of a set: a token without a key id is tried with each. */
const MAX_KEYS = 100;
/** The client's own time limit does not hold while a server answers with another protocol; this one does. */
const LAST_RESORT_MS = 500;

/**
 * Fetches a JSON Web Key Set. Throws when the server does not answer 200 with a well-formed set of at most
 * {@link MAX_KEYS} keys and {@link MAX_BYTES} bytes before `timeoutMs` has passed. Redirects are not
 * followed: the keys come from where the operator said. Caches on the way are asked for a fresh answer.
 */
export async function fetchKeys(url: string, timeoutMs: number, agents: Agents): Promise<JSONWebKeySet> {
  const stream = got.stream(url, {
    headers: { accept: 'application/json, application/jwk-set+json', 'cache-control': 'no-cache' },
    agent: agents,
    timeout: { request: timeoutMs },
    signal: AbortSignal.timeout(timeoutMs + LAST_RESORT_MS),
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
  });
  stream.once('response', ({ statusCode }: Response) => {
    if (statusCode !== 200) stream.destroy(new Error(`the key server answered ${statusCode} instead of 200`));
  });
  // The reading loop reports failures; what still comes after it has ended must not end the process.
  stream.on('error', () => {});
  try {
    return readKeySet((await readBytes(stream, MAX_BYTES)).toString('utf8'));
  } finally {
    stream.destroy();
  }
}

function readKeySet(text: string): JSONWebKeySet {
  const { keys } = (parseJson(text) ?? {}) as Partial<JSONWebKeySet>;
  if (!Array.isArray(keys)) throw new Error('the key server did not answer with a JSON Web Key Set');
  if (keys.length > MAX_KEYS)
    throw new Error(`the key set holds ${keys.length} keys; at most ${MAX_KEYS} are accepted`);
  return { keys };
}

/** Undefined for what is no JSON: the parser's own message would repeat the answer. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
