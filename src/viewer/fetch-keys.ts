import type { JSONWebKeySet } from 'jose';

/** Largest key set that is read, in bytes. One of 100 keys with their certificates stays below. */
const MAX_BYTES = 256 * 1024;
/** Most keys of a set: a token without a key id is tried with each. */
const MAX_KEYS = 100;

/**
 * Fetches a JSON Web Key Set. Throws when the server does not answer 200 with a well-formed set of at most
 * {@link MAX_KEYS} keys and {@link MAX_BYTES} bytes before `timeoutMs` has passed. Redirects are not
 * followed: the keys come from where the operator said.
 */
export async function fetchKeys(url: string, timeoutMs: number): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    headers: { accept: 'application/json, application/jwk-set+json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`the key server answered ${response.status} instead of 200`);
  }
  return readKeySet(await readText(response));
}

/** Stops reading, and closes the connection, at the first byte beyond the bound. */
async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error(`the key server sent more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
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
