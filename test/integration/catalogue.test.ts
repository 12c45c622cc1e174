import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import { type TestApp, startApp } from '../support/app.js';
import type { SmallcasesQuery } from '../generated/graphql.js';
import { present } from '../support/documents.js';
import { readMetric } from '../support/gateway-process.js';

const SMALLCASES = graphql(/* GraphQL */ `
  query Smallcases($first: Int, $after: String) {
    smallcases(first: $first, after: $after) {
      edges { cursor node { scid name minimumInvestment { amount } fetchedAt } }
      pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }
`);
const SMALLCASE = graphql(/* GraphQL */ `
  query Smallcase($scid: String!) {
    smallcase(scid: $scid) {
      scid name publisher isArchived fetchedAt indexValue constituentsCount
      constituents { ticker shares weight }
      returns { daily yearly sinceInception }
      ratios { riskLabel cagr }
      plans { planId duration mayRenew amount { amount } isMostPopular isActive }
    }
  }
`);
const CHART = graphql(/* GraphQL */ `
  query SmallcaseChart($scid: String!, $duration: ChartDuration, $benchmark: String) {
    smallcase(scid: $scid) {
      chart(duration: $duration, benchmark: $benchmark) {
        benchmarkId benchmarkName pointsCount fetchedAt
        points(first: 1500) { date value benchmark }
      }
    }
  }
`);
const NEWS = graphql(/* GraphQL */ `
  query SmallcaseNews($scids: [String!]!, $first: Int, $after: String) {
    smallcaseNews(scids: $scids, first: $first, after: $after) {
      edges { cursor node { headline publishedAt publisher } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
const NEXT_TO_VIEWER = graphql(/* GraphQL */ `
  query CatalogueNextToViewer { viewer { id } smallcases { edges { cursor } } }
`);
const TOO_MANY_CALLS = graphql(/* GraphQL */ `
  query NewsOfEachSmallcase($first: Int) {
    smallcases(first: $first) { edges { node { news { edges { cursor } } } } }
  }
`);

const MINUTE_MS = 60_000;
const LIST = '/engine/smallcases';
const FREE = 'SCET_0010';
const FEE_BASED = 'SCMO_0011';
const ARCHIVED = 'SCET_0099';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({
    env: {
      GATEWAY_TOTAL_TIMEOUT_MS: '1500',
      GATEWAY_RESPONSE_TIMEOUT_MS: '1000',
      GATEWAY_CONNECT_TIMEOUT_MS: '1000',
      OVERLOAD_LAG_MS: '5000',
    },
  });
});

afterEach(async () => {
  await app.emulator.control.faults([]);
  // No answer of one test serves the next.
  await app.clock.jump(3 * 60 * MINUTE_MS);
});

afterAll(() => app.close());

const calls = async (path: string) => (await app.emulator.control.requests(path)).length;
const nameOf = async (viewer: string, scid: string) =>
  (await (await app.as(viewer)).send(SMALLCASE, { scid })).data?.smallcase?.name;

describe('the catalogue', () => {
  test('is read a page at a time, each smallcase once, without the archived one', async () => {
    const alice = await app.as('alice');
    const scids: string[] = [];
    let after: string | null | undefined;
    for (let page = 0; page < 3; page += 1) {
      const asked: SmallcasesQuery = await alice.ask(SMALLCASES, { first: 4, after });
      const { edges, pageInfo }: NonNullable<SmallcasesQuery['smallcases']> = present(asked.smallcases);
      scids.push(...edges.map(({ node }) => node?.scid ?? ''));
      expect(pageInfo).toMatchObject({ hasNextPage: page < 2, hasPreviousPage: page > 0 });
      after = present(pageInfo.endCursor);
    }
    expect(new Set(scids).size).toBe(11);
    expect(scids).toContain(FREE);
    expect(scids).not.toContain(ARCHIVED);
  });

  test('gives the page after any of its cursors, and nothing after the last', async () => {
    const alice = await app.as('alice');
    const { smallcases } = await alice.ask(SMALLCASES, { first: 50 });
    const { edges } = present(smallcases);
    const second = await alice.ask(SMALLCASES, { first: 1, after: edges[3]?.cursor ?? null });
    expect(second.smallcases?.edges[0]?.node?.scid).toBe(edges[4]?.node?.scid);
    const last = await alice.ask(SMALLCASES, { first: 1, after: edges.at(-1)?.cursor ?? null });
    expect(last.smallcases).toMatchObject({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });

  test('shows a fee-based smallcase with its plans, and money exactly', async () => {
    const { smallcase } = await (await app.as('alice')).ask(SMALLCASE, { scid: FEE_BASED });
    expect(smallcase).toMatchObject({ scid: FEE_BASED, name: 'Quality Growth', isArchived: false });
    expect(smallcase?.plans).toHaveLength(4);
    expect(smallcase?.plans?.[1]).toEqual({
      planId: `${FEE_BASED}-3m`,
      duration: '3m',
      mayRenew: true,
      amount: { amount: '1652.00' },
      isMostPopular: true,
      isActive: true,
    });
    expect(smallcase?.constituents).toHaveLength(smallcase?.constituentsCount ?? 0);
  });

  test('shows a free smallcase without plans, and an archived one as such', async () => {
    const alice = await app.as('alice');
    expect((await alice.ask(SMALLCASE, { scid: FREE })).smallcase).toMatchObject({
      plans: null,
      isArchived: false,
    });
    expect((await alice.ask(SMALLCASE, { scid: ARCHIVED })).smallcase).toMatchObject({ isArchived: true });
  });

  test.each([
    ['an unknown id', 'SCET_4040'],
    ['a text with a space', 'no id'],
    ['an empty text', ''],
    ['a path', '../smallcases'],
    ['a long text', 'x'.repeat(1_000)],
  ])('has no smallcase for %s, which is no error', async (_name, scid) => {
    const { data, errors } = await (await app.as('alice')).send(SMALLCASE, { scid });
    expect([data, errors]).toEqual([{ smallcase: null }, []]);
  });

  test('shows the past of a smallcase by trading days, next to a benchmark', async () => {
    const alice = await app.as('alice');
    const variables = { scid: FREE, duration: 'THREE_MONTHS', benchmark: '.NSEI' } as const;
    const chart = present((await alice.ask(CHART, variables)).smallcase?.chart);
    expect(chart).toMatchObject({ benchmarkId: '.NSEI', pointsCount: chart.points.length });
    expect(chart.points.length).toBeGreaterThan(60);
    expect(chart.points[0]).toMatchObject({ value: '100.00', benchmark: '100.00' });
    const dates = chart.points.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort());
    const alone = await alice.ask(CHART, { scid: FREE, duration: 'MAX' });
    expect(alone.smallcase?.chart?.points[1]?.benchmark).toBeNull();
    expect(alone.smallcase?.chart?.pointsCount).toBeGreaterThan(1_500);
  });

  test('shows news about some smallcases, newest first, a page at a time', async () => {
    const alice = await app.as('alice');
    const first = present((await alice.ask(NEWS, { scids: [FREE, FEE_BASED], first: 3 })).smallcaseNews);
    expect(first.edges).toHaveLength(3);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = present(
      (await alice.ask(NEWS, { scids: [FREE, FEE_BASED], first: 50, after: first.pageInfo.endCursor }))
        .smallcaseNews,
    );
    const all = [...first.edges, ...rest.edges].map(({ node }) => node?.headline);
    expect(new Set(all).size).toBe(all.length);
    expect(rest.pageInfo.hasNextPage).toBe(false);
    const dates = [...first.edges, ...rest.edges].map(({ node }) => node?.publishedAt ?? '');
    expect(dates).toEqual([...dates].sort().reverse());
  });

  test.each([
    ['no ids', { scids: [] }, 'scids'],
    ['too many ids', { scids: Array.from({ length: 21 }, (_, index) => `SCET_${index}`) }, 'scids'],
    ['an id that cannot be one', { scids: [FREE, 'a b'] }, 'scids[1]'],
    ['no items', { scids: [FREE], first: 0 }, 'first'],
    ['a foreign cursor', { scids: [FREE], after: 'x' }, 'after'],
  ])('refuses news of %s', async (_name, variables, argument) => {
    const { data, errors } = await (await app.as('alice')).send(NEWS, variables);
    expect(data?.smallcaseNews).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument });
  });

  test('is closed to callers without a token', async () => {
    const { errors } = await app.anonymous().send(SMALLCASES);
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('the shared answers', () => {
  test('of a thousand viewers who ask at once come from one call', async () => {
    const before = await calls(LIST);
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, async (_, number) => {
        const client = await app.as(`viewer-${number}`);
        return await client.send(SMALLCASES);
      }),
    );
    expect(answers.filter(({ data }) => data?.smallcases?.edges.length === 10)).toHaveLength(1_000);
    expect((await calls(LIST)) - before).toBe(1);
  });

  test('live for five minutes, as does the kept answer of a viewer', async () => {
    const alice = await app.as('alice');
    const ask = async () => present((await alice.ask(SMALLCASES)).smallcases?.edges[0]?.node).fetchedAt;
    const before = await calls(LIST);
    const first = await ask();
    await app.clock.jump(4.9 * MINUTE_MS);
    expect([await ask(), await ask()]).toEqual([first, first]);
    expect(await readMetric(app.url, 'dwar_ready_answers_total{outcome="hit"}')).toBeGreaterThan(0);
    expect((await calls(LIST)) - before).toBe(1);
    await app.clock.jump(0.2 * MINUTE_MS);
    expect(Date.parse(await ask())).toBeGreaterThan(Date.parse(first));
    expect((await calls(LIST)) - before).toBe(2);
  });

  test('of a chart live for an hour', async () => {
    const alice = await app.as('alice');
    const before = await calls('/smallcase/chart');
    for (const advanceMs of [0, 59 * MINUTE_MS, 2 * MINUTE_MS]) {
      await app.clock.jump(advanceMs);
      expect((await alice.ask(CHART, { scid: FREE })).smallcase?.chart).not.toBeNull();
    }
    expect((await calls('/smallcase/chart')) - before).toBe(2);
  });

  test('of an unknown id are shared as well', async () => {
    const before = await calls('/engine/smallcase');
    for (const viewer of ['alice', 'bob', 'carol']) await nameOf(viewer, 'SCET_4040');
    expect((await calls('/engine/smallcase')) - before).toBe(1);
  });

  test('hold nothing that Gateway says about one user', async () => {
    const detail = {
      scid: FREE,
      info: { name: 'Top 10 Shares', isInvested: true, watchedBy: 'alice' },
      stats: {},
      investment: { iscid: 'a'.repeat(24), shares: 4 },
      subscription: { status: 'SUBSCRIBED' },
    };
    const rule = { path: '/engine/smallcase', body: { success: true, errors: null, data: detail } };
    await app.emulator.control.faults([rule]);
    const answers = await Promise.all(
      ['alice', 'bob'].map(async (viewer) => await (await app.as(viewer)).send(SMALLCASE, { scid: FREE })),
    );
    expect(answers[0]?.data).toEqual(answers[1]?.data);
    expect(JSON.stringify(answers)).not.toMatch(/isInvested|watchedBy|iscid|SUBSCRIBED/);
    expect(answers[0]?.data?.smallcase).toMatchObject({ name: 'Top 10 Shares', constituents: [] });
  });
});

describe('while Gateway fails', () => {
  const LATER_MS = 10 * MINUTE_MS;

  test('an answer of up to an hour is served, and its age is shown', async () => {
    const alice = await app.as('alice');
    const { smallcase } = await alice.ask(SMALLCASE, { scid: FREE });
    await app.emulator.control.faults([{ path: '/engine/', status: 503 }]);
    await app.clock.jump(LATER_MS);
    const bob = await app.as('bob');
    expect((await bob.ask(SMALLCASE, { scid: FREE })).smallcase).toEqual(smallcase);
    await app.clock.jump(51 * MINUTE_MS);
    const { data, errors } = await bob.send(SMALLCASE, { scid: FREE });
    expect(data).toEqual({ smallcase: null });
    expect(errors[0]?.extensions.code).toBe('GATEWAY_UNAVAILABLE');
  });

  test('an old answer is replaced soon after Gateway is back', async () => {
    const alice = await app.as('alice');
    const { smallcase } = await alice.ask(SMALLCASE, { scid: FREE });
    await app.emulator.control.faults([{ path: '/engine/', status: 500 }]);
    await app.clock.jump(LATER_MS);
    expect((await alice.ask(SMALLCASE, { scid: FREE })).smallcase?.fetchedAt).toBe(smallcase?.fetchedAt);
    await app.emulator.control.faults([]);
    await app.clock.jump(MINUTE_MS);
    expect((await alice.ask(SMALLCASE, { scid: FREE })).smallcase?.fetchedAt).not.toBe(smallcase?.fetchedAt);
  });

  test('a field without any answer is null with an error, and the others are unharmed', async () => {
    await app.emulator.control.faults([{ path: LIST, status: 503 }]);
    const { data, errors } = await (await app.as('alice')).send(NEXT_TO_VIEWER);
    expect(data).toEqual({ viewer: { id: expect.any(String) }, smallcases: null });
    expect(errors).toMatchObject([{ path: ['smallcases'], extensions: { code: 'GATEWAY_UNAVAILABLE' } }]);
  });

  test.each([
    ['hangs', { hang: true }, 'GATEWAY_UNAVAILABLE'],
    ['cuts the connection', { reset: true }, 'GATEWAY_UNAVAILABLE'],
    ['refuses', { status: 403 }, 'GATEWAY_REFUSED'],
    ['answers no JSON', { body: '<html>' }, 'GATEWAY_NOT_UNDERSTOOD'],
    ['answers without a list', { body: { success: true, data: {} } }, 'GATEWAY_NOT_UNDERSTOOD'],
  ])('and %s, no viewer waits longer than the deadline', async (_name, rule, code) => {
    await app.emulator.control.faults([{ path: LIST, ...rule }]);
    const startedAt = performance.now();
    const answers = await Promise.all(
      ['alice', 'bob', 'carol'].map(async (viewer) => await (await app.as(viewer)).send(SMALLCASES)),
    );
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    for (const { errors } of answers) expect(errors[0]?.extensions.code).toBe(code);
  });

  test('an answer that is no catalogue does not replace one that was', async () => {
    const alice = await app.as('alice');
    const { smallcase } = await alice.ask(SMALLCASE, { scid: FREE });
    const foreign = { success: true, errors: null, data: { scid: FEE_BASED, info: { name: 'Another' } } };
    await app.emulator.control.faults([{ path: '/engine/smallcase', body: foreign }]);
    await app.clock.jump(LATER_MS);
    expect((await alice.ask(SMALLCASE, { scid: FREE })).smallcase).toEqual(smallcase);
  });

  test('an answer with a row that cannot be read is served, and asked for again within a minute', async () => {
    const rows = [{ scid: FREE, info: { name: 'A' } }, { scid: 7 }, { scid: FEE_BASED, info: { name: 'B' } }];
    const body = { success: true, errors: null, data: { smallcases: rows } };
    await app.emulator.control.faults([{ path: LIST, body }]);
    const alice = await app.as('alice');
    const before = await calls(LIST);
    const names = async () =>
      present((await alice.ask(SMALLCASES)).smallcases).edges.map(({ node }) => node?.name);
    expect([await names(), await names()]).toEqual([
      ['A', 'B'],
      ['A', 'B'],
    ]);
    expect((await calls(LIST)) - before).toBe(1);
    await app.emulator.control.faults([]);
    await app.clock.jump(MINUTE_MS);
    expect(await names()).toHaveLength(10);
  });
});

describe('the calls of one operation', () => {
  test('are at most ten, counted before it runs', async () => {
    const alice = await app.as('alice');
    const before = await calls('/engine/');
    const { status, errors } = await alice.send(TOO_MANY_CALLS, { first: 10 });
    expect([status, errors[0]?.extensions]).toEqual([
      400,
      expect.objectContaining({ code: 'OPERATION_LIMIT_EXCEEDED', limit: 'upstreamCalls' }),
    ]);
    expect(await calls('/engine/')).toBe(before);
  });

  test('may be ten', async () => {
    const alice = await app.as('alice');
    const before = await calls('/engine/');
    const { smallcases } = await alice.ask(TOO_MANY_CALLS, { first: 9 });
    expect(smallcases?.edges).toHaveLength(9);
    expect((await calls('/engine/')) - before).toBe(10);
  });
});
