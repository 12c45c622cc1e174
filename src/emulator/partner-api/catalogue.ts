import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CATALOGUE_PATHS, SMALLCASE_UNKNOWN } from '../../gateway/catalogue/wire.js';
import { Catalogue } from '../market/catalogue.js';
import { subscriptionBody } from '../market/subscriptions.js';
import type { World } from '../world.js';
import { authenticate } from './authenticate.js';
import { queryValues } from './query-values.js';
import { badField, PartnerRefusal, refusal, success } from './refusal.js';

/** Serves section 15: the catalogue to guests and connected users alike, subscriptions to the latter. */
export function registerCatalogue(app: FastifyInstance, world: World): void {
  const gateway = ':gateway';
  const catalogue = new Catalogue(
    () => world.store.seed,
    () => world.clock.now(),
  );
  app.get(CATALOGUE_PATHS.smallcases(gateway), (request) => {
    authenticate(world, request);
    const { offset, count } = rowsOf(request);
    return success({ smallcases: catalogue.list(offset, count) });
  });
  app.get(CATALOGUE_PATHS.smallcase(gateway), (request) => {
    authenticate(world, request);
    return success(catalogue.detail(scidOf(request)) ?? refuseUnknown());
  });
  app.get(CATALOGUE_PATHS.chart(gateway), (request) => {
    authenticate(world, request);
    const [duration = '1y'] = queryValues(request, 'duration');
    const [benchmarkId = null] = queryValues(request, 'benchmarkId');
    return success(catalogue.chart(scidOf(request), duration, benchmarkId) ?? refuseUnknown());
  });
  app.get(CATALOGUE_PATHS.news(gateway), (request) => {
    authenticate(world, request);
    const { offset, count } = rowsOf(request);
    return success({ news: catalogue.news(newsScids(world, request), offset, count) });
  });
  app.get(CATALOGUE_PATHS.subscriptions(gateway), (request) => {
    const identity = authenticate(world, request);
    if (identity.kind === 'guest') throw refusal('connectedRequired');
    const records = world.store.accounts.get(identity.authId)?.subscriptions ?? [];
    const now = world.clock.now();
    return success({ subscriptions: records.map((record) => subscriptionBody(record, now)) });
  });
}

/** Smallcases are named by `scids[]`, or by the id of an investment in one. */
function newsScids(world: World, request: FastifyRequest): string[] {
  const scids = queryValues(request, 'scids');
  const [iscid] = queryValues(request, 'iscid');
  if (iscid === undefined) return scids;
  const investments = world.store.accounts.values().flatMap((account) => account.investments);
  const invested = investments.find((investment) => investment.iscid === iscid);
  return [...scids, invested?.scid ?? refuseUnknown()];
}

function scidOf(request: FastifyRequest): string {
  const [scid] = queryValues(request, 'scid');
  if (scid === undefined || scid === '') throw badField('scid', 'is required');
  return scid;
}

function refuseUnknown(): never {
  const { status, text, errorType } = SMALLCASE_UNKNOWN;
  throw new PartnerRefusal(status, text, errorType);
}

function rowsOf(request: FastifyRequest): { offset: number; count: number } {
  const [count = '10'] = queryValues(request, 'count');
  const [offset = '0'] = queryValues(request, 'offset');
  if (!/^\d{1,3}$/.test(count)) throw badField('count', 'must be a whole number up to 999');
  if (!/^\d{1,15}$/.test(offset)) throw badField('offset', 'must be a whole number');
  return { offset: Number(offset), count: Number(count) };
}
