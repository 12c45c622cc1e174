/** The weaknesses that graphql-cop checks for, each as a request and the answer of a vulnerable server. */

/** The parsed body of an answer, or null if it is not JSON. */
interface Answer {
  readonly text: string;
  readonly body: GraphqlBody | readonly GraphqlBody[] | null;
}

interface GraphqlBody {
  readonly data?: { readonly __schema?: { readonly types: readonly unknown[] } } & Record<string, unknown>;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

interface Check {
  readonly weakness: string;
  readonly request: (url: string) => Promise<Response>;
  readonly isWeak: (answer: Answer) => boolean;
}

const CIRCULAR =
  '{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }';

const CHECKS: readonly Check[] = [
  {
    weakness: 'alias overloading: 101 aliases in one operation',
    request: (url) => postQuery(url, `{ ${repeat(101, (n) => `alias${n}: __typename`)} }`),
    isWeak: ({ body }) => dataOf(body).alias100 !== undefined,
  },
  {
    weakness: 'field duplication: one field 500 times',
    request: (url) => postQuery(url, `{ ${repeat(500, () => '__typename')} }`),
    isWeak: ({ body }) => dataOf(body).__typename !== undefined,
  },
  {
    weakness: 'array batching: 10 operations in one request',
    request: (url) => postJson(url, Array(10).fill({ query: '{ __typename }' })),
    isWeak: ({ body }) => Array.isArray(body) && body.length >= 10,
  },
  {
    weakness: 'directive overloading: an error for each of 10 unknown directives',
    request: (url) => postQuery(url, `{ __typename ${repeat(10, () => '@aa')} }`),
    isWeak: ({ body }) => errorsOf(body).length >= 10,
  },
  {
    weakness: 'circular introspection',
    request: (url) => postQuery(url, CIRCULAR),
    isWeak: ({ body }) => (dataOf(body).__schema?.types.length ?? 0) > 0,
  },
  {
    weakness: 'introspection',
    request: (url) => postQuery(url, '{ __schema { types { name fields { name } } } }'),
    isWeak: ({ body }) => dataOf(body).__schema !== undefined,
  },
  {
    weakness: 'field suggestions',
    request: (url) => postQuery(url, '{ __schema { directive } }'),
    isWeak: ({ text }) => text.includes('Did you mean'),
  },
  {
    weakness: 'an IDE page for browsers',
    request: (url) => fetch(`${url}/graphql`, { headers: { accept: 'text/html' } }),
    isWeak: ({ text }) => /graphiql|playground|sandbox/i.test(text),
  },
  {
    weakness: 'queries by GET without a preflight',
    request: (url) => fetch(`${url}/graphql?query=${encodeURIComponent('{ __typename }')}`),
    isWeak: ({ body }) => dataOf(body).__typename !== undefined,
  },
  {
    weakness: 'mutations by GET',
    request: (url) => getPreflighted(url, 'mutation { __typename }'),
    isWeak: ({ body }) => dataOf(body).__typename !== undefined,
  },
  {
    weakness: 'queries in a URL-encoded form',
    request: (url) =>
      fetch(`${url}/graphql`, { method: 'POST', body: new URLSearchParams({ query: '{ __typename }' }) }),
    isWeak: ({ body }) => dataOf(body).__typename !== undefined,
  },
  {
    weakness: 'trace mode',
    request: (url) => postQuery(url, '{ __typename }'),
    isWeak: ({ body }) => (body as GraphqlBody).extensions?.tracing !== undefined,
  },
  {
    weakness: 'unhandled errors with their stack',
    request: (url) => postQuery(url, 'qwerty cop { abc }'),
    isWeak: ({ body, text }) =>
      /stacktrace|node_modules|\bat .*:\d+:\d+/.test(text) ||
      errorsOf(body).some(({ extensions }) => extensions?.exception !== undefined),
  },
];

/** The names of what graphql-cop would report for a server. */
export const WEAKNESSES: readonly string[] = CHECKS.map(({ weakness }) => weakness);

/** Whether the server at `url` has a weakness of {@link WEAKNESSES}. */
export async function hasWeakness(url: string, weakness: string): Promise<boolean> {
  const check = CHECKS.find((one) => one.weakness === weakness);
  if (check === undefined) throw new Error(`no such check: ${weakness}`);
  const text = await (await check.request(url)).text();
  return check.isWeak({ text, body: /^[[{]/.test(text) ? (JSON.parse(text) as Answer['body']) : null });
}

/** A query by GET as a well-behaved client sends it, which Dwar answers. */
export function getPreflighted(url: string, query: string): Promise<Response> {
  return fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
    headers: { 'apollo-require-preflight': 'true' },
  });
}

function postQuery(url: string, query: string): Promise<Response> {
  return postJson(url, { query });
}

function postJson(url: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function repeat(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(' ');
}

function dataOf(body: Answer['body']): NonNullable<GraphqlBody['data']> {
  return (body as GraphqlBody | null)?.data ?? {};
}

function errorsOf(body: Answer['body']): NonNullable<GraphqlBody['errors']> {
  return (body as GraphqlBody | null)?.errors ?? [];
}
