import { DwarError, errorOfResponse } from './errors.js';
import { type DwarOptions, readAuthorization } from './options.js';
import { readText } from './response-body.js';
import type { ExecutionResult, TypedDocument } from './typed-document.js';

/** Settings of one query or mutation. */
export interface RequestOptions {
  /** Gives up the call: it rejects with the signal's reason. A mutation may have run all the same. */
  readonly signal?: AbortSignal;
  /** Replaces the client's `timeoutMs`. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
/** The server does not know the id, and has run nothing: the text is sent. */
const UNKNOWN_ID = ['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED'];

/** The document as it is sent: its id if the client sends ids and it has one, its text otherwise. */
export function sentDocument(document: TypedDocument<unknown, never>, { sendIds = false }: DwarOptions) {
  const id = document.__meta__?.hash;
  return sendIds && typeof id === 'string' ? { documentId: id } : { query: document.toString() };
}

/**
 * Sends a query or mutation. A refused token is replaced and the request sent once more, which is safe: the
 * server has run nothing. Throws DwarError: UNAUTHENTICATED for a second refusal.
 */
export async function sendOperation<TResult, TVariables>(
  document: TypedDocument<TResult, TVariables>,
  variables: TVariables,
  options: DwarOptions,
  request: RequestOptions = {},
): Promise<TResult> {
  const sent = sentDocument(document as TypedDocument<unknown, never>, options);
  let result = await sendOnce({ ...sent, variables }, options, request);
  if (codeOf(result) === 'UNAUTHENTICATED') result = await sendOnce({ ...sent, variables }, options, request);
  if ('documentId' in sent && UNKNOWN_ID.includes(codeOf(result))) {
    result = await sendOnce({ query: document.toString(), variables }, options, request);
  }
  const { headers, ...parts } = result;
  if (parts.errors !== undefined || parts.data === null || parts.data === undefined) {
    throw errorOfResponse(parts, detailsIn(headers));
  }
  return parts.data as TResult;
}

function codeOf({ errors }: ExecutionResult<unknown>): string {
  return String(errors?.[0]?.extensions?.code);
}

async function sendOnce(body: object, options: DwarOptions, request: RequestOptions) {
  const authorization = await readAuthorization(options);
  // Browsers refuse to run `fetch` as a method of another object.
  const { fetch: send = fetch, url } = options;
  const limit = limited(request.signal, request.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS, url);
  try {
    const response = await send(url, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
        authorization,
      },
      body: JSON.stringify(body),
      signal: limit.signal,
      credentials: 'omit',
      redirect: 'error',
    });
    return readAnswer(await readText(response, limit.signal), response, url);
  } catch (cause) {
    throw limit.failure(cause);
  } finally {
    limit.end();
  }
}

/** A GraphQL result with the headers it came with. */
type Answer = ExecutionResult<unknown> & { readonly headers: Headers };

function detailsIn(headers: Headers) {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return {
    requestId: headers.get('x-request-id'),
    retryAfterMs: seconds >= 0 ? seconds * 1_000 : null,
  };
}

function readAnswer(text: string, response: Response, url: string): Answer {
  try {
    const result = JSON.parse(text) as ExecutionResult<unknown> | null;
    // Dwar says 404 only of paths that it does not serve.
    if (
      response.status !== 404 &&
      typeof result === 'object' &&
      result !== null &&
      ('data' in result || 'errors' in result)
    )
      return { ...result, headers: response.headers };
  } catch {
    // Said below: it is not the response of a GraphQL server.
  }
  throw new DwarError(
    response.status >= 500 ? 'NETWORK_ERROR' : 'INVALID_RESPONSE',
    `${url} responded with HTTP ${response.status} and no GraphQL result: is \`url\` the /graphql of Dwar?`,
  );
}

/** A browser does not say whether the network has failed, or Dwar allows no page of this origin. */
function unreachable(url: string): string {
  const { location } = globalThis as { readonly location?: { readonly origin?: string } };
  const { origin } = location ?? {};
  const isOther = origin !== undefined && !url.startsWith(`${origin}/`);
  const page = isOther ? `, and that its CORS_ORIGINS names ${origin}` : '';
  return `${url} could not be reached: check that Dwar runs there${page}`;
}

/** A signal that is aborted with the caller's one or after the time; and the error that says which it was. */
function limited(outer: AbortSignal | undefined, timeoutMs: number, url: string) {
  const controller = new AbortController();
  let isLate = false;
  const abort = () => controller.abort();
  const timer = setTimeout(() => {
    isLate = true;
    abort();
  }, timeoutMs);
  if (outer?.aborted === true) abort();
  outer?.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    failure(cause: unknown): unknown {
      if (isLate) return new DwarError('TIMEOUT', `no response within ${timeoutMs} ms`, { cause });
      if (cause instanceof DwarError) return cause;
      if (outer?.aborted === true) return outer.reason ?? cause;
      return new DwarError('NETWORK_ERROR', unreachable(url), { cause });
    },
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}
