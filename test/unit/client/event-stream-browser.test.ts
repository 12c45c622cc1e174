import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect } from '@jest/globals';
import { chromiumPath, hasChromium, launchBrowser, recordPage } from '../../support/browser.js';
import { requireOrSkip } from '../../support/requires.js';
import { projectRoot } from '../../support/source-files.js';
import { complete, cut, stream } from './stream-server.js';

const inBrowser = requireOrSkip(`Chromium at ${chromiumPath}`, hasChromium);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Serves the built library, an empty page, and a stream of four events that is cut once, after the second. */
async function startSite() {
  const lastEventIds: (string | undefined)[] = [];
  const answerStream = (response: ServerResponse, lastEventId: string | undefined) => {
    lastEventIds.push(lastEventId);
    const from = Number(lastEventId?.slice(1) ?? 0) + 1;
    if (lastEventIds.length === 1) cut(stream(response, from, 2));
    else complete(stream(response, from, 4));
  };
  const site = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (path === '/graphql/stream')
      return answerStream(response, request.headers['last-event-id']?.toString());
    const isScript = /^\/client\/(?:[\w-]+\/)?[\w-]+\.js$/.test(path);
    const body = isScript
      ? await readFile(join(projectRoot, 'dist', path))
      : '<!doctype html><link rel="icon" href="data:,">';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html').end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => site.close(resolve).closeAllConnections()));
  return { url: `http://127.0.0.1:${(site.address() as AddressInfo).port}`, lastEventIds };
}

inBrowser('the SSE reader runs and resumes in a browser without a bundler', async () => {
  const site = await startSite();
  const browser = await launchBrowser();
  closing.push(() => browser.close());
  const page = await browser.newPage();
  const record = recordPage(page);
  await page.goto(site.url);
  const numbers = await page.evaluate(`(async () => {
    const { readEventStream } = await import('/client/event-stream/index.js');
    const events = readEventStream({ url: '/graphql/stream', query: 'subscription { ticks { n } }', retry: { initialDelayMs: 5 } });
    const numbers = [];
    for await (const { result } of events) numbers.push(result.data.ticks.n);
    return numbers;
  })()`);
  expect(numbers).toEqual([1, 2, 3, 4]);
  expect(site.lastEventIds).toHaveLength(2);
  expect(record.hosts).toEqual(new Set([new URL(site.url).host]));
});
