import { z } from 'zod';
import { isRecord, type JsonObject } from '../../core/json.js';
import {
  CATALOGUE_ORDER,
  CATALOGUE_PATHS,
  CHART_BASE,
  CHART_DURATIONS,
} from '../../gateway/catalogue/wire.js';
import { fieldOf } from '../../gateway/json.js';
import { paths } from '../../gateway/wire.js';
import { type Check, checksOf } from '../check.js';
import { Skipped } from '../refuted.js';
import { dataOf, expectRefusal, expectShape, expectStatus, expectThat } from '../expect.js';
import { knownAccount } from '../flows/accounts.js';
import { SMALLCASE, SUBSCRIPTION } from '../shapes.js';
import { inventedId, type Stage } from '../stage.js';
import { shown } from '../shown.js';

const DECODER = 'src/gateway/catalogue/decode-catalogue.ts';

function listIn(data: JsonObject, name: string): readonly unknown[] {
  const list = fieldOf(data, name);
  expectThat(Array.isArray(list), `\`data.${name}\` is ${shown(list)}`);
  return list;
}

const firstPage = (stage: Stage) =>
  stage.once('15/smallcases', (one) =>
    one.call({ path: CATALOGUE_PATHS.smallcases(one.gateway), query: CATALOGUE_ORDER }),
  );

/** The first smallcase that this gateway may offer. Throws `Skipped` where it may offer none. */
export async function firstSmallcase(stage: Stage): Promise<JsonObject & { readonly scid: string }> {
  const [first] = listIn(dataOf(await firstPage(stage)), 'smallcases');
  if (first === undefined) throw new Skipped('this gateway has no smallcase to offer');
  const scid = isRecord(first) ? fieldOf(first, 'scid') : undefined;
  expectThat(typeof scid === 'string', `\`scid\` is ${shown(scid)}`);
  return { ...(first as JsonObject), scid };
}

const detail = async (stage: Stage) => {
  const { scid } = await firstSmallcase(stage);
  return await stage.once('15/smallcase', (one) =>
    one.call({ path: CATALOGUE_PATHS.smallcase(one.gateway), query: { scid } }),
  );
};

const PUBLIC_CHECKS: readonly Check[] = checksOf('15', 0, [
  {
    id: 'list',
    tag: 'seen',
    claim: 'the catalogue is read with any token, in `data.smallcases`',
    change: `${DECODER}#decodeSmallcases`,
    isQuick: true,
    run: async (stage) => void listIn(dataOf(await firstPage(stage)), 'smallcases'),
  },
  {
    id: 'item',
    tag: 'seen',
    claim: 'a smallcase has `scid`, `info`, `stats` and `constituents`',
    change: `${DECODER}#decodeSmallcases`,
    run: async (stage) => expectShape(await firstSmallcase(stage), SMALLCASE, 'the first smallcase'),
  },
  {
    id: 'detail',
    tag: 'doc',
    claim: 'the detail of a smallcase stands in `data` itself',
    change: `${DECODER}#decodeSmallcaseDetail`,
    run: async (stage) => {
      const { scid } = await firstSmallcase(stage);
      const sent = fieldOf(dataOf(await detail(stage)), 'scid');
      expectThat(sent === scid, `\`data.scid\` is ${sent === undefined ? 'absent' : 'another'}`);
    },
  },
  {
    id: 'plans',
    tag: 'doc',
    claim: 'the detail has `plans`: null for a free smallcase, else a list',
    change: `${DECODER}#decodeSmallcaseDetail`,
    run: async (stage) => {
      const plans = fieldOf(dataOf(await detail(stage)), 'plans');
      expectThat(plans === null || Array.isArray(plans), `\`data.plans\` is ${shown(plans)}`);
    },
  },
  {
    id: 'unknown',
    tag: 'assumed',
    claim: 'an unknown `scid` is answered 400 or 404',
    change: 'src/gateway/catalogue/wire.ts#UNKNOWN_SCID_STATUSES',
    run: async (stage) => {
      const path = CATALOGUE_PATHS.smallcase(stage.gateway);
      expectStatus(await stage.call({ path, query: { scid: 'SCZZ_9999' } }), 400, 404);
    },
  },
  {
    id: 'news',
    tag: 'seen',
    claim: 'news of a smallcase is read by `scids[]`, in `data.news`',
    change: `${DECODER}#decodeNews`,
    run: async (stage) => {
      const { scid } = await firstSmallcase(stage);
      const path = CATALOGUE_PATHS.news(stage.gateway);
      const answer = await stage.call({ path, query: { 'scids[]': scid, count: '5', offset: '0' } });
      listIn(dataOf(answer), 'news');
    },
  },
]);

const PAGE_CHECKS: readonly Check[] = checksOf('21', 0, [
  {
    id: 'page-size',
    tag: 'seen',
    claim: 'a page of the catalogue has at most 10 smallcases without `count`',
    change: 'src/emulator/partner-api/catalogue.ts#rowsOf',
    run: async (stage) => {
      const { length } = listIn(dataOf(await firstPage(stage)), 'smallcases');
      expectThat(length <= 10, `there are ${length}`);
    },
  },
  {
    id: 'page-offset',
    tag: 'seen',
    claim: '`count` and `offset` choose the page',
    change: 'src/gateway/catalogue/catalogue-reads.ts#createCatalogueReads',
    run: async (stage) => {
      const { scid } = await firstSmallcase(stage);
      const query = { ...CATALOGUE_ORDER, count: '1', offset: '1' };
      const page = listIn(
        dataOf(await stage.call({ path: CATALOGUE_PATHS.smallcases(stage.gateway), query })),
        'smallcases',
      );
      expectThat(page.length <= 1, `there are ${page.length} with a count of 1`);
      const [next] = page;
      expectThat(!isRecord(next) || next.scid !== scid, 'the second page begins like the first');
    },
  },
]);

/** Reads something of a user as a guest; then as one who has nothing. */
function ofUser(
  id: string,
  what: string,
  pathOf: (gateway: string) => string,
  change: string,
  tag: 'doc' | 'sdk',
) {
  return {
    id: `${id}-guest`,
    tag,
    claim: `${what} need a connected token`,
    change,
    run: async (stage: Stage) => expectRefusal(await stage.call({ path: pathOf(stage.gateway) })),
  };
}

/** Reads as a user of whom Gateway knows nothing, or as the known one. */
async function readAsUser(stage: Stage, path: string, query: Readonly<Record<string, string>> = {}) {
  const account = await knownAccount(stage);
  const token = await stage.connected(account ?? inventedId());
  const answer = await stage.call({ path, query, token, isPersonal: true });
  const isRefused = answer.status >= 400 && answer.status < 500;
  if (isRefused && account === null)
    throw new Skipped('an invented user was refused; name a known one with --account, or run level 1');
  return dataOf(answer);
}

const AGGREGATED = z.union([
  z.array(z.unknown()).max(0),
  z.looseObject({
    currentInvestment: z.number(),
    currentReturns: z.number(),
    networth: z.number(),
    totalReturns: z.number(),
    currentReturnsPercent: z.number().nullable(),
    totalReturnsPercent: z.number().nullable(),
  }),
]);

const USER_CHECKS: readonly Check[] = checksOf('15', 0, [
  ofUser('investments', 'investments', paths.investments, 'src/gateway/wire.ts#paths.investments', 'doc'),
  ofUser(
    'subscriptions',
    'subscriptions',
    CATALOGUE_PATHS.subscriptions,
    'src/gateway/catalogue/wire.ts#CATALOGUE_PATHS.subscriptions',
    'doc',
  ),
  {
    id: 'investments-list',
    tag: 'assumed',
    claim: 'the investments of a user stand in `data.investments`',
    change: 'src/gateway/decode/decode-investments.ts#decodeInvestments',
    run: async (stage) =>
      void listIn(await readAsUser(stage, paths.investments(stage.gateway)), 'investments'),
  },
  {
    id: 'aggregated',
    tag: 'doc',
    claim: '`data.aggregated` is an object of six numbers, or an empty list without investments',
    change: 'src/gateway/decode/decode-investments.ts#decodeInvestments',
    conflict: 17,
    run: async (stage) => {
      const path = paths.investments(stage.gateway);
      const data = await readAsUser(stage, path, { aggregatedData: 'true' });
      expectShape(fieldOf(data, 'aggregated'), AGGREGATED, '`data.aggregated`');
    },
  },
  {
    id: 'subscriptions-list',
    tag: 'assumed',
    claim: 'the subscriptions of a user stand in `data.subscriptions`, each in the documented shape',
    change: 'src/gateway/catalogue/decode-subscriptions.ts#decodeSubscriptions',
    run: async (stage) => {
      const data = await readAsUser(stage, CATALOGUE_PATHS.subscriptions(stage.gateway));
      expectShape(listIn(data, 'subscriptions'), z.array(SUBSCRIPTION), '`data.subscriptions`');
    },
  },
]);

const ADDED_CHECKS: readonly Check[] = checksOf('25', 0, [
  {
    id: 'chart',
    tag: 'sdk',
    claim: 'the chart of a smallcase has `data.smallcase.points`',
    change: `${DECODER}#decodeChart`,
    run: async (stage) => {
      const { scid } = await firstSmallcase(stage);
      const query = { scid, duration: CHART_DURATIONS.ONE_YEAR, base: CHART_BASE };
      const data = dataOf(await stage.call({ path: CATALOGUE_PATHS.chart(stage.gateway), query }));
      const line = fieldOf(data, 'smallcase');
      expectThat(isRecord(line), `\`data.smallcase\` is ${shown(line)}`);
      listIn({ 'smallcase.points': line.points }, 'smallcase.points');
    },
  },
  {
    id: 'exited',
    tag: 'sdk',
    claim: 'exited smallcases are read at `…/user/exitedSmallcases`, in `data.exitedSmallcases`',
    change: 'src/gateway/decode/decode-investments.ts#decodeExitedInvestments',
    run: async (stage) =>
      void listIn(await readAsUser(stage, paths.exitedInvestments(stage.gateway)), 'exitedSmallcases'),
  },
  {
    id: 'lead-unknown',
    tag: 'assumed',
    claim: '`leadStatus` of an unknown lead is answered 404',
    change: 'src/emulator/partner-api/leads.ts#registerLeads',
    run: async (stage) => {
      const path = `/v1/${stage.gateway}/engine/leadStatus`;
      expectStatus(await stage.call({ path, query: { leadId: inventedId() } }), 404);
    },
  },
]);

/** Section 15, and what section 25 adds to it. */
export const CATALOGUE_CHECKS: readonly Check[] = [
  ...PUBLIC_CHECKS,
  ...PAGE_CHECKS,
  ...USER_CHECKS,
  ...ADDED_CHECKS,
];
