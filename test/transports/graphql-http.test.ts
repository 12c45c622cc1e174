import { request as nodeRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeServers, makeToken, post, type Started, startServer } from '../support/test-server.js';

let open: Started;
let closed: Started;

beforeAll(async () => {
  open = await startServer();
  closed = await startServer({ runtime: { introspection: false, maxTokens: 20 } });
});

afterAll(closeServers);

const hello = { query: '{ hello }' };

describe('answers', () => {
  test('a query by POST', async () => {
    const { status, headers, json } = await post(open.url, {
      query: 'query Q($n: String) { hello(name: $n) }',
      variables: { n: 'you' },
    });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(json).toEqual({ data: { hello: 'hello you' } });
  });

  test('a query by GET with the preflight header', async () => {
    const response = await fetch(`${open.url}/graphql?query=${encodeURIComponent('{ hello }')}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ data: { hello: 'hello world' } });
  });

  test('in application/graphql-response+json if the client accepts it', async () => {
    const { headers } = await post(open.url, hello, { accept: 'application/graphql-response+json' });
    expect(headers.get('content-type')).toContain('application/graphql-response+json');
  });

  test('the viewer of a good token', async () => {
    const { json } = await post(
      open.url,
      { query: '{ me }' },
      { authorization: `Bearer ${await makeToken()}` },
    );
    expect(json).toEqual({ data: { me: 'alice' } });
  });

  test("with the client's request id if that is acceptable, else with a new one", async () => {
    const good = await post(open.url, { query: '{ requestId }' }, { 'x-request-id': 'abc-123_X' });
    expect(good.headers.get('x-request-id')).toBe('abc-123_X');
    expect(good.json).toEqual({ data: { requestId: 'abc-123_X' } });
    for (const bad of ['a b', 'x'.repeat(65), '<script>']) {
      const { headers } = await post(open.url, hello, { 'x-request-id': bad });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('large answers compressed, if the client accepts that', async () => {
    const { headers, json } = await post(open.url, { query: '{ big }' }, { 'accept-encoding': 'gzip' });
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(json.data?.big).toHaveLength(5_000);
  });

  test('in production, with any Host header', async () => {
    const production = await startServer({
      env: { NODE_ENV: 'production', GATEWAY_URL: 'https://gateway.test' },
    });
    for (const host of ['', 'a b', '[::', 'x:99999999', '%']) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const { port } = new URL(production.url);
        const headers = { host, 'content-type': 'application/json' };
        const sent = nodeRequest(
          { port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers },
          (response) => {
            response.resume();
            resolve(response.statusCode);
          },
        );
        sent.on('error', reject);
        sent.end(JSON.stringify(hello));
      });
      expect(status).toBe(200);
    }
  });
});

describe('refuses tokens', () => {
  test.each([
    [
      'a badly signed one',
      async () => `Bearer ${await makeToken({ secret: 'another-secret-0123456789-0123456789' })}`,
    ],
    ['an expired one', async () => `Bearer ${await makeToken({ ttl: -1 })}`],
    ['one of another audience', async () => `Bearer ${await makeToken({ claims: { aud: 'other' } })}`],
    ['one of another issuer', async () => `Bearer ${await makeToken({ claims: { iss: 'other' } })}`],
    ['one of another scheme', async () => `Basic ${await makeToken()}`],
    ['a scheme alone', async () => 'Bearer'],
    ['an empty value', async () => ''],
  ])('%s, and executes nothing', async (_name, authorization) => {
    open.probe.executed.length = 0;
    const { status, headers, json } = await post(open.url, hello, {
      authorization: await authorization(),
      'x-request-id': 'r1',
    });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(json).toEqual({
      errors: [
        {
          message: 'A valid session token is required.',
          extensions: { code: 'UNAUTHENTICATED', requestId: 'r1' },
        },
      ],
    });
    expect(open.probe.executed).toEqual([]);
  });

  test('and answers UNAUTHENTICATED in a field when there is none', async () => {
    const { status, json } = await post(open.url, { query: '{ __typename me }' });
    expect(status).toBe(200);
    expect(json.data).toEqual({ __typename: 'Query', me: null });
    expect(json.errors?.[0]).toMatchObject({ path: ['me'], extensions: { code: 'UNAUTHENTICATED' } });
  });
});

describe('refuses requests', () => {
  const codeOf = (json: { errors?: readonly { extensions: Record<string, unknown> }[] }) =>
    json.errors?.[0]?.extensions.code;

  test.each(['PUT', 'DELETE', 'PATCH', 'HEAD', 'PROPFIND'])(
    'the method %s with 405 and Allow',
    async (method) => {
      const response = await fetch(`${open.url}/graphql`, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, POST');
    },
  );

  test('a mutation by GET with 405', async () => {
    open.probe.executed.length = 0;
    const response = await fetch(`${open.url}/graphql?query=${encodeURIComponent('mutation { bump }')}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(405);
    expect(open.probe.executed).toEqual([]);
  });

  test('a GET that a browser could send across sites', async () => {
    const response = await fetch(`${open.url}/graphql?query=${encodeURIComponent('{ hello }')}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Cross-Site');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'the media type %s',
    async (type) => {
      const { status, json } = await post(open.url, hello, { 'content-type': type });
      expect(status).toBe(415);
      expect(codeOf(json)).toBe('UNSUPPORTED_MEDIA_TYPE');
    },
  );

  test.each(['{', '', 'nul', '{"query":"{ hello }"', '{"__proto__":{"a":1}}', '\u0000'])(
    'the malformed JSON %j without repeating it',
    async (body) => {
      const { status, json, text } = await post(open.url, body);
      expect(status).toBe(400);
      expect(codeOf(json)).toBe('BAD_REQUEST');
      expect(text).not.toContain('hello');
      expect(text).not.toContain('__proto__');
    },
  );

  test('a body over the limit', async () => {
    const { status, json } = await post(open.url, { query: `# ${'x'.repeat(25_000)}\n{ hello }` });
    expect(status).toBe(413);
    expect(codeOf(json)).toBe('PAYLOAD_TOO_LARGE');
  });

  test('a batch', async () => {
    open.probe.executed.length = 0;
    const { status, json } = await post(open.url, [hello, hello]);
    expect(status).toBe(400);
    expect(codeOf(json)).toBe('BAD_REQUEST');
    expect(open.probe.executed).toEqual([]);
  });

  test.each([
    [{ query: 1 }, 'BAD_REQUEST'],
    [{}, 'BAD_REQUEST'],
    [{ query: '{ hello }', variables: [] }, 'BAD_REQUEST'],
    [{ query: '{ hello }', operationName: 3 }, 'BAD_REQUEST'],
    [{ extensions: { persistedQuery: { version: 1, sha256Hash: 'aa' } } }, 'PERSISTED_QUERY_NOT_SUPPORTED'],
    [{ query: 'subscription { ticks { count } }' }, 'BAD_REQUEST'],
  ])('the body %j', async (body, code) => {
    const { json } = await post(open.url, body);
    expect(codeOf(json)).toBe(code);
  });

  test.each([
    ['{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['fragment F on Query { hello }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
    ['query A($n: Int!) { need(n: $n) }', 'BAD_USER_INPUT'],
  ])(
    'the document %j: 200 as application/json, 400 as application/graphql-response+json',
    async (query, code) => {
      const plain = await post(open.url, { query });
      expect([plain.status, codeOf(plain.json)]).toEqual([200, code]);
      const modern = await post(open.url, { query }, { accept: 'application/graphql-response+json' });
      expect([modern.status, codeOf(modern.json)]).toEqual([400, code]);
    },
  );

  test.each(['query', 'mutation'])(
    'an operationName that a document of one %s does not hold, executing nothing',
    async (kind) => {
      open.probe.executed.length = 0;
      const body = {
        query: kind === 'query' ? 'query A { hello }' : 'mutation A { bump }',
        operationName: 'B',
      };
      const plain = await post(open.url, body);
      expect([plain.status, codeOf(plain.json)]).toEqual([200, 'OPERATION_RESOLUTION_FAILURE']);
      const modern = await post(open.url, body, { accept: 'application/graphql-response+json' });
      expect([modern.status, codeOf(modern.json)]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
      expect(open.probe.executed).toEqual([]);
    },
  );

  test('introspection and suggestions where the schema is closed', async () => {
    const asked = await post(closed.url, { query: '{ __schema { types { name } } }' });
    expect(codeOf(asked.json)).toBe('GRAPHQL_VALIDATION_FAILED');
    const misspelt = await post(closed.url, { query: '{ helo }' });
    expect(misspelt.text).not.toContain('hello');
    const openAnswer = await post(open.url, { query: '{ helo }' });
    expect(openAnswer.text).toContain('Did you mean');
  });

  test('a document of too many tokens', async () => {
    const query = `{ ${'hello '.repeat(30)} }`;
    expect(codeOf((await post(closed.url, { query })).json)).toBe('OPERATION_LIMIT_EXCEEDED');
    expect((await post(open.url, { query })).json.data).toEqual({ hello: 'hello world' });
  });

  test('an Accept that excludes every answer', async () => {
    const { status, json } = await post(open.url, hello, { accept: 'image/png' });
    expect([status, codeOf(json)]).toEqual([406, 'NOT_ACCEPTABLE']);
  });

  test.each([
    ['broken HTTP', 'NONSENSE\r\n\r\n', '400'],
    [
      'a head that is too large',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431',
    ],
  ])('%s in the shape of all errors', async (_name, bytes, status) => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(open.url).port), '127.0.0.1', () => socket.write(bytes));
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('error', reject);
      socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
    });
    expect(text.split(' ')[1]).toBe(status);
    expect(text).toContain('"code":"BAD_REQUEST"');
  });
});

describe('names the argument', () => {
  const lines = 'query Q($i: OrderInput) { order(input: $i) }';
  test.each([
    [lines, { i: { lines: [{ ticker: 'A' }, { ticker: 7 }] } }, 'i.lines[1].ticker', 'BAD_USER_INPUT'],
    [lines, { i: { lines: [{ quantity: 1 }] } }, 'i.lines[0].ticker', 'BAD_USER_INPUT'],
    [lines, { i: { lines: [{ ticker: 'A', side: 'HOLD' }] } }, 'i.lines[0].side', 'BAD_USER_INPUT'],
    ['query Q($n: Int!) { need(n: $n) }', {}, 'n', 'BAD_USER_INPUT'],
    [
      '{ order(input: { lines: [{ ticker: "A" }, { ticker: 7 }] }) }',
      {},
      'input.lines[1].ticker',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['{ need }', {}, 'n', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ hello(nam: "x") }', {}, 'nam', 'GRAPHQL_VALIDATION_FAILED'],
    ['query Q($n: Int = 1) { need(n: $n) }', { n: null }, 'n', 'BAD_USER_INPUT'],
  ])('of %s with %j', async (query, variables, argument, code) => {
    const { json } = await post(open.url, { query, variables });
    expect(json.errors?.[0]?.extensions).toEqual({ code, argument });
  });

  test('and never repeats its value', async () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.secret.secret';
    const wrong = { i: { token, lines: [{ ticker: { token } }], more: 1 } };
    for (const body of [
      { query: lines, variables: wrong },
      { query: lines, variables: { i: token } },
      { query: `{ order(input: "${token}") }` },
      { query: `{ need(n: "${token}") }` },
      { query: `{ order(input: { lines: [{ ticker: "A", side: "${token}" }] }) }` },
    ]) {
      const { text, json } = await post(open.url, body);
      expect(json.errors?.length).toBeGreaterThan(0);
      expect(text).not.toContain('secret.secret');
    }
  });
});

test('startup logs no warning', async () => {
  const { lines } = await startServer();
  expect(lines.filter((line) => /"level":"(?:warn|error)"/.test(line))).toEqual([]);
});

describe('masks', () => {
  test.each(['broken', 'brokenGraphql', 'brokenValue'])(
    'the defect %s, and logs it once with the request id',
    async (field) => {
      open.lines.length = 0;
      const { text, json } = await post(
        open.url,
        { query: `{ hello ${field} }` },
        { 'x-request-id': `req-${field}` },
      );
      expect(json.data).toEqual({ hello: 'hello world', [field]: null });
      expect(json.errors).toEqual([
        {
          message: 'Internal server error',
          locations: expect.anything(),
          path: [field],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: `req-${field}` },
        },
      ]);
      expect(text).not.toMatch(/hunter2|internal graphql|secret-not|stack/);
      const logged = open.lines.filter((line) => line.includes('"level":"error"'));
      expect(logged).toHaveLength(1);
      expect(logged[0]).toContain(`req-${field}`);
    },
  );

  test('the cause of what may be shown, keeping code, argument and time to wait', async () => {
    const { json, text } = await post(open.url, { query: '{ refused }' });
    expect(json.errors?.[0]).toMatchObject({
      message: 'Gateway is away.',
      extensions: { code: 'GATEWAY_UNAVAILABLE', argument: 'input.x', retryAfterSeconds: 7 },
    });
    expect(text).not.toContain('10.0.0.1');
  });
});

describe('a document that is known', () => {
  test('is not read again, and reports its mistakes in the same place', async () => {
    const seen = new Set<unknown>();
    const admission = async ({ document }: { document: unknown }) => {
      seen.add(document);
      return null;
    };
    const { url } = await startServer({ runtime: { admission } });
    const ask = async () => {
      const { json } = await post(url, { query: '{\n  hello\n  broken }' }, { 'x-request-id': 'same' });
      return json;
    };
    const first = await ask();
    expect(first.errors?.[0]?.locations).toEqual([{ line: 3, column: 3 }]);
    expect(await ask()).toEqual(first);
    expect(seen.size).toBe(1);
  });
});

describe('a subscription that may leave out its field', () => {
  test.each([
    ['subscription { ticks @skip(if: true) { count } }', {}],
    ['subscription S($a: Boolean!) { ticks @include(if: $a) { count } }', { a: true }],
    [
      'query Q { hello } subscription S($a: Boolean!) { ... @skip(if: $a) { ticks { count } } }',
      { a: false },
    ],
    ['subscription { ticks @skip { count } }', {}],
  ])('is a mistake of the caller: %s', async (query, variables) => {
    const { status, json } = await post(open.url, { query, variables, operationName: null });
    expect([status, json.errors?.[0]?.extensions.code]).toEqual([200, 'GRAPHQL_VALIDATION_FAILED']);
  });
});
