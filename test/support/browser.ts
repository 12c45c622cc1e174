import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Path of Debian's headless Chromium, which has no window to draw; `CHROMIUM_PATH` overrides it. */
export const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell';

/** Whether tests in a browser can run here; see `requireOrSkip`. */
export const hasChromium = existsSync(chromiumPath);

/** Starts a headless browser that makes no requests of its own, with further arguments if given. Close it. */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

/** How Chromium says that the page went elsewhere before the answer came. */
const LEFT_BY_PAGE = 'net::ERR_ABORTED';

/** The hosts a page connected to (WebSockets included), and the errors it reported. */
export interface PageRecord {
  readonly hosts: ReadonlySet<string>;
  readonly problems: readonly string[];
}

/** Records what `page` does from now on. `data:` and `blob:` addresses cause no request. */
export function recordPage(page: Page): PageRecord {
  const hosts = new Set<string>();
  const problems: string[] = [];
  const ask = (address: string) => {
    const { host, protocol } = new URL(address);
    if (protocol !== 'data:' && protocol !== 'blob:') hosts.add(host);
  };
  page.on('request', (request) => ask(request.url()));
  page.on('websocket', (socket) => ask(socket.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'unknown';
    if (reason !== LEFT_BY_PAGE) problems.push(`failed: ${request.url()} (${reason})`);
  });
  return { hosts, problems };
}

/** Forgets what a record of {@link recordPage} holds; it goes on. */
export function clearRecord({ hosts, problems }: PageRecord): void {
  (hosts as Set<string>).clear();
  (problems as string[]).length = 0;
}
