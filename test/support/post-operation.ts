/** An answer of `/graphql` as it came, without the headers of one request. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers that differ from request to request, or that say how the body was sent. */
const OF_ONE_REQUEST = [
  'date',
  'keep-alive',
  'connection',
  'ratelimit',
  'content-length',
  'transfer-encoding',
];

/** Sends one operation by POST. Every request has the same id, which errors repeat. */
export async function postOperation(
  url: string,
  token: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'x-request-id': 'one',
      ...headers,
    },
    body,
  });
  const kept = [...response.headers].filter(([name]) => !OF_ONE_REQUEST.includes(name)).sort();
  return { status: response.status, headers: Object.fromEntries(kept), body: await response.text() };
}
