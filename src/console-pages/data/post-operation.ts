import { ConsoleError, UNREACHABLE } from './console-error.js';
import type { TypedDocumentString } from './generated/graphql.js';

export const GRAPHQL_PATH = '/console/graphql';

/** The server refuses requests without it: a page of another site cannot send it. */
export const OWN_HEADER = { 'dwar-console': '1' };

/** How long an answer may take. */
const TIMEOUT_MS = 20_000;

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly requestId?: string };
  }[];
}

/**
 * Sends an operation with the session's cookie and returns its data. Throws a ConsoleError, with UNAUTHENTICATED if the
 * session has ended and UNREACHABLE if no answer came.
 */
export async function postOperation<TData, TVariables>(
  document: TypedDocumentString<TData, TVariables>,
  variables: TVariables,
  signal?: AbortSignal,
): Promise<TData> {
  const response = await send(JSON.stringify({ query: document.toString(), variables }), signal);
  const requestId = response.headers.get('x-request-id');
  if (response.status === 401) throw new ConsoleError('UNAUTHENTICATED', 'The session has ended.', requestId);
  const answer = await readAnswer(response, requestId);
  const [error] = answer.errors ?? [];
  if (error !== undefined)
    throw new ConsoleError(
      error.extensions?.code ?? `HTTP_${response.status}`,
      error.message,
      error.extensions?.requestId ?? requestId,
    );
  return answer.data as TData;
}

async function send(body: string, signal: AbortSignal | undefined): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(GRAPHQL_PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...OWN_HEADER },
      body,
      credentials: 'same-origin',
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ConsoleError(UNREACHABLE, 'The server gave no answer.', null);
  }
}

async function readAnswer(response: Response, requestId: string | null): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch {
    throw new ConsoleError(`HTTP_${response.status}`, 'The answer is not JSON.', requestId);
  }
}
