import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { hasChromium, launchBrowser } from '../support/browser.js';
import { requireOrSkip } from '../support/requires.js';

const browserTest = requireOrSkip('Chromium', hasChromium);

let app: TestApp;
let browser: Browser;
/** Serves an empty page, as another site and as a web app in development. */
let pages: Server;
let pagesPort: number;

beforeAll(async () => {
  if (!hasChromium) return;
  app = await startApp({ env: { NODE_ENV: 'development' } });
  pages = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>page</title>'),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => pages.once('listening', resolve));
  pagesPort = (pages.address() as AddressInfo).port;
  browser = await launchBrowser(['--host-resolver-rules=MAP evil.example 127.0.0.1']);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  pages?.close();
  await app?.close();
});

interface Init {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** What a script of a page reads from `url`: status and text, or null if the browser blocks it. */
async function fetchFrom(page: string, url: string, init: Init = {}) {
  const opened = await browser.newPage();
  try {
    await opened.goto(page);
    return await opened.evaluate(
      async ([address, options]) => {
        try {
          const answer = await fetch(address, options);
          return { status: answer.status, text: await answer.text() };
        } catch {
          return null;
        }
      },
      [url, init] as const,
    );
  } finally {
    await opened.close();
  }
}

const QUERY = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"query":"{ __typename }"}',
};

browserTest(
  'a page whose host is rebound to this machine can read neither the emulator nor the gateway',
  async () => {
    const emulator = app.emulator.url.replace('127.0.0.1', 'evil.example');
    const gateway = app.url.replace('127.0.0.1', 'evil.example');
    for (const path of ['/', '/broker/TRX_0', '/__emulator/requests']) {
      const answer = await fetchFrom(`${emulator}/health`, `${emulator}${path}`);
      expect([path, answer?.status]).toEqual([path, 421]);
    }
    const completed = await fetchFrom(`${emulator}/health`, `${emulator}/broker/TRX_0/complete`, QUERY);
    expect(completed?.status).toBe(421);
    const opened = await browser.newPage();
    for (const path of ['/', '/graphql', '/graphql?query={__typename}', '/metrics']) {
      const answer = await opened.goto(`${gateway}${path}`);
      expect([path, answer?.status()]).toEqual([path, 421]);
    }
    await opened.close();
  },
  60_000,
);

browserTest(
  'a page of another site can read nothing, but a web app on localhost can',
  async () => {
    const evil = `http://evil.example:${pagesPort}`;
    expect(await fetchFrom(evil, `${app.url}/graphql`, QUERY)).toBeNull();
    expect(await fetchFrom(evil, `${app.emulator.url}/__emulator/requests`)).toBeNull();
    const answer = await fetchFrom(`http://localhost:${pagesPort}`, `${app.url}/graphql`, QUERY);
    expect(answer).toEqual({ status: 200, text: expect.stringContaining('"Query"') });
  },
  60_000,
);
