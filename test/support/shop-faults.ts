import type { Page, Request, Route } from 'playwright-core';

type Matches = (request: Request) => boolean;

/** Requests of a page that call this field of Dwar's schema. */
export const calling =
  (field: string): Matches =>
  (request) =>
    request.url().endsWith('/graphql') && request.postData()?.includes(`${field}(`) === true;

/** What the broker page sends when the user confirms. */
export const completing: Matches = (request) => /\/broker\/[^/]+\/complete$/.test(request.url());

/** Lets `act` decide over the first `times` requests that match; later ones pass. */
async function interceptFirst(
  page: Page,
  matches: Matches,
  times: number,
  act: (route: Route) => Promise<void>,
): Promise<void> {
  let seen = 0;
  await page.route('**', async (route) => {
    if (!matches(route.request()) || seen >= times) return route.fallback();
    seen += 1;
    await act(route);
  });
}

/**
 * The next request that matches reaches its server, and its answer is lost. `meanwhile` runs before the page
 * learns of it.
 */
export async function loseAnswer(
  page: Page,
  matches: Matches,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  await interceptFirst(page, matches, 1, async (route) => {
    await route.fetch();
    await meanwhile();
    await route.abort();
  });
}

/** The next requests that match do not reach their server. */
export async function loseRequests(page: Page, matches: Matches, times = 1): Promise<void> {
  await interceptFirst(page, matches, times, (route) => route.abort());
}

/** A request that is held back on its way. */
export interface HeldRequest {
  /** Resolves once the page has sent it. */
  readonly sent: Promise<void>;
  /** Lets it go on. */
  release(): void;
}

/** Holds the next request that matches: before it reaches its server, or its answer afterwards. */
export async function hold(page: Page, matches: Matches, what: 'request' | 'answer'): Promise<HeldRequest> {
  const sent = signal();
  const released = signal();
  await interceptFirst(page, matches, 1, async (route) => {
    const response = what === 'answer' ? await route.fetch() : undefined;
    sent.give();
    await released.given;
    await (response === undefined ? route.continue() : route.fulfill({ response }));
  });
  return { sent: sent.given, release: released.give };
}

function signal(): { readonly given: Promise<void>; give(): void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}
