import type { GraphiQLProps } from 'graphiql';
import { type DocumentNode, type ExecutionResult, getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-ws';

type Fetcher = GraphiQLProps['fetcher'];
type Params = Parameters<Fetcher>[0];
type Result = ExecutionResult<Record<string, unknown>, Record<string, unknown>>;
type HeaderFields = Readonly<Record<string, string>>;

const ENDPOINT = '/graphql';

/**
 * Sends queries and mutations over HTTP and subscriptions over WebSocket, both to the host of this page.
 *
 * GraphiQL analyses a document shortly after it was put into the editor, so its operation name may still be
 * that of the previous document. With a single operation in the document, that name is ignored.
 */
export const fetchOperation: Fetcher = (params, options) => {
  const headers: HeaderFields = options?.headers ?? {};
  const document = tryParse(params.query);
  const only = document && getOperationAST(document);
  const operationName = only ? only.name?.value : params.operationName;
  const operation = only ?? (document && getOperationAST(document, operationName));
  const request = { ...params, operationName: operationName ?? null };
  return operation?.operation === 'subscription' ? subscribe(request, headers) : post(request, headers);
};

/** Null for a document that does not parse: the server reports the error. */
function tryParse(query: string): DocumentNode | null {
  try {
    return parse(query);
  } catch {
    return null;
  }
}

async function post(params: Params, headers: HeaderFields): Promise<Result> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...withoutEmptyToken(headers),
      'content-type': 'application/json',
    },
    body: JSON.stringify(params),
  });
  return (await response.json()) as Result;
}

/** Opens one socket per subscription, with the token of its tab, and closes it with the subscription. */
async function* subscribe(params: Params, headers: HeaderFields): AsyncGenerator<Result, void, void> {
  const url = new URL(ENDPOINT, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const authorization = new Headers(withoutEmptyToken(headers)).get('authorization');
  const client = createClient({
    url: url.href,
    retryAttempts: 0,
    ...(authorization !== null && { connectionParams: { authorization } }),
  });
  const { query, variables, operationName } = params;
  const events = client.iterate({ query, variables, operationName });
  try {
    yield* events as AsyncIterable<Result>;
  } catch (reason) {
    throw describe(reason);
  } finally {
    await client.dispose();
  }
}

/** Drops `Bearer ` without a token, the initial text of the headers editor. */
function withoutEmptyToken(headers: HeaderFields): HeaderFields {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value.trim() !== 'Bearer'));
}

function describe(reason: unknown): unknown {
  if (!(reason instanceof CloseEvent)) return reason;
  return new Error(`The socket was closed with ${reason.code} ${reason.reason}`.trim());
}
