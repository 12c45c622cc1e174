import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { rolldown } from 'rolldown';
import { createDwarClient, documents, type DwarOptions } from '../../packages/client/src/index.js';
import { sessionToken, startApp, type TestApp } from '../support/app.js';
import { chromiumPath, hasChromium, launchBrowser } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';
import { freePort } from '../support/services.js';
import { projectRoot } from '../support/source-files.js';

/** What a developer reads who has set up the client in a wrong way, with a real Dwar. */

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

let app: TestApp;
let valid: string;
const closing: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  app = await startApp();
  valid = `Bearer ${await sessionToken('wrong-user')}`;
});
afterAll(() => app.close());
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Another server where Dwar is expected. Returns its URL. */
async function elsewhere(respond: RequestListener): Promise<string> {
  const server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const page: RequestListener = (_request, response) =>
  void response.setHeader('content-type', 'text/html').end('<!doctype html><h1>My app</h1>');
const badGateway: RequestListener = (_request, response) =>
  void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502 Bad Gateway</h1>');
const moved: RequestListener = (_request, response) =>
  void response.writeHead(301, { location: `${app.url}/graphql` }).end();

/** The error of the first query, and of the first event over SSE. */
async function errorsOf(url: string, authorization: () => string = () => valid) {
  const options: DwarOptions = { url, authorization, transport: 'sse', retry: { maxAttempts: 1 } };
  const client = createDwarClient(options);
  closing.push(() => client.close());
  const [query, stream] = await Promise.all([
    client.query(documents.viewer, {}).catch((error: unknown) => error),
    client
      .events()
      .next()
      .catch((error: unknown) => error),
  ]);
  return { query, stream };
}

const IS_URL_DWAR = /HTTP \d+ and no GraphQL result: is `url` the \/graphql of Dwar\?$/;
const IS_STREAM_DWAR = /refused with HTTP \d+: is the URL that of Dwar\?$/;

describe('a wrong URL is named with what to check:', () => {
  test('Dwar without its path', async () => {
    const { query, stream } = await errorsOf(`${app.url}/`);
    expect(query).toMatchObject({ code: 'INVALID_RESPONSE', message: expect.stringMatching(IS_URL_DWAR) });
    expect(stream).toMatchObject({
      code: 'INVALID_RESPONSE',
      message: expect.stringMatching(IS_STREAM_DWAR),
    });
  });

  test('a server that answers each path with a page', async () => {
    const url = await elsewhere(page);
    const { query, stream } = await errorsOf(url);
    expect(query).toMatchObject({
      code: 'INVALID_RESPONSE',
      message: expect.stringContaining(`${url} resp`),
    });
    expect(query).toMatchObject({ isRetryable: false, message: expect.stringMatching(IS_URL_DWAR) });
    expect(stream).toMatchObject({ message: expect.stringMatching(IS_STREAM_DWAR) });
  });

  test('a proxy without a server behind it, which may come back', async () => {
    const { query } = await errorsOf(await elsewhere(badGateway));
    expect(query).toMatchObject({ code: 'NETWORK_ERROR', isRetryable: true });
    expect(query).toMatchObject({ message: expect.stringMatching(/HTTP 502 .*of Dwar\?$/) });
  });

  test('a server that redirects, so that no token goes elsewhere', async () => {
    const url = await elsewhere(moved);
    const { query } = await errorsOf(url);
    expect(query).toMatchObject({ code: 'NETWORK_ERROR', cause: expect.anything() });
    expect(query).toMatchObject({ message: expect.stringContaining(`${url} could not be reached: check`) });
  });

  test('a port at which nothing listens', async () => {
    const url = `http://127.0.0.1:${await freePort()}/graphql`;
    const { query } = await errorsOf(url);
    expect(query).toMatchObject({
      code: 'NETWORK_ERROR',
      isRetryable: true,
      message: `${url} could not be reached: check that Dwar runs there`,
    });
  });
});

describe('a wrong token is named with what to change:', () => {
  test.each([
    ['', 'INVALID_USE', /`authorization` returned nothing: sign the user in/],
    ['eyJhbGciOiJIUzI1NiJ9.e30.x', 'INVALID_USE', /with its scheme, such as "Bearer "/],
    ['Bearer undefined', 'UNAUTHENTICATED', /token/i],
  ])('%j', async (header, code, message) => {
    const { query, stream } = await errorsOf(`${app.url}/graphql`, () => header);
    expect(query).toMatchObject({ code, isRetryable: false, message: expect.stringMatching(message) });
    expect(stream).toMatchObject({ code, isRetryable: false });
  });

  test('and a right one is accepted', async () => {
    const client = createDwarClient({ url: `${app.url}/graphql`, authorization: () => valid });
    expect((await client.query(documents.viewer, {})).viewer?.id).toBeDefined();
  });
});

inBrowser('a page whose origin is not allowed reads which variable is to name it', async () => {
  const input = join(projectRoot, 'packages/client/src/index.ts');
  const build = await rolldown({ input, platform: 'browser', external: ['graphql-ws'] });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  const site = await elsewhere((request, response) => {
    if (request.url !== '/client.js') return page(request, response);
    response.setHeader('content-type', 'text/javascript').end(output[0].code);
  });
  const browser = await launchBrowser(['--host-resolver-rules=MAP shop.example 127.0.0.1']);
  closing.push(() => browser.close());
  const tab = await browser.newPage();
  const messageAt = async (origin: string) => {
    await tab.goto(`${origin}/`);
    return await tab.evaluate(`import('/client.js').then(({ createDwarClient, documents }) =>
      createDwarClient({ url: '${app.url}/graphql', authorization: () => '${valid}' })
        .query(documents.viewer, {}).then(({ viewer }) => viewer.__typename, ({ message }) => message))`);
  };
  const foreign = site.replace('127.0.0.1', 'shop.example');
  expect(await messageAt(foreign)).toBe(
    `${app.url}/graphql could not be reached: check that Dwar runs there, and that its CORS_ORIGINS names ${foreign}`,
  );
  // Outside production a page on loopback is allowed.
  expect(await messageAt(site)).toBe('Viewer');
});
