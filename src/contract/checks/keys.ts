import { paths } from '../../gateway/wire.js';
import { type Check, checksOf } from '../check.js';
import { Skipped } from '../refuted.js';
import { expectAuthRefusal, expectShape, expectStatus, expectThat } from '../expect.js';
import { FAILURE } from '../shapes.js';
import { type Stage, unknownTransaction } from '../stage.js';

/** An origin that no partner has listed: `.invalid` names are never registered. */
const FOREIGN_ORIGIN = 'https://contract.invalid';

/** A read that changes nothing, and that shows whether keys and token are accepted. */
function probe(stage: Stage, options: Parameters<Stage['details']>[1] = {}) {
  return stage.details(unknownTransaction(), options);
}

/** The same read with good keys and a good token. */
function acceptedProbe(stage: Stage) {
  return stage.once('3/accepted', (one) => probe(one));
}

/** What a browser asks before a page may make the first call of the SDK. */
function preflight(stage: Stage, origin: string) {
  return stage.call({
    method: 'OPTIONS',
    path: `/gateway/${stage.gateway}/initSession`,
    secret: null,
    token: null,
    headers: { origin, 'access-control-request-method': 'POST' },
  });
}

/** Sections 2 and 3: hosts, keys, headers, CORS. */
export const KEY_CHECKS: readonly Check[] = [
  ...checksOf('2', 0, [
    {
      id: 'base-url',
      tag: 'doc',
      claim: 'the base URL answers partner calls with the JSON envelope',
      change: 'src/config/gateway-variables.ts#GATEWAY_VARIABLES.GATEWAY_URL',
      isQuick: true,
      run: async (stage) => expectShape((await probe(stage)).json, FAILURE, 'the answer'),
    },
    {
      id: 'two-secrets',
      tag: 'doc',
      claim: 'the secret and the API secret are two different keys: swapped, they are refused',
      change: 'src/doctor/upstream-check.ts#areAcceptedSwapped',
      run: async (stage) => {
        const { secret, apiSecret } = stage.target;
        expectThat(!secret.equals(apiSecret.reveal()), 'this gateway has one secret for both');
        expectAuthRefusal(await probe(stage, { secret: secret.reveal() }), await acceptedProbe(stage));
      },
    },
    {
      id: 'sdk-script',
      tag: 'doc',
      claim: 'the script of the web SDK is served as JavaScript',
      change: 'src/contract/sdk-address.ts#SDK_URL',
      run: async (stage) => {
        const answer = await stage.call({ path: stage.target.sdkUrl, secret: null, token: null });
        expectStatus(answer, 200);
        const type = String(answer.headers['content-type'] ?? '');
        expectThat(/javascript/i.test(type), 'the content type is not JavaScript');
      },
    },
  ]),
  ...checksOf('3', 0, [
    {
      id: 'secret-required',
      tag: 'doc',
      claim: 'a call without `x-gateway-secret` is refused',
      change: 'src/gateway/wire.ts#HEADER_SECRET',
      isQuick: true,
      run: async (stage) =>
        expectAuthRefusal(await probe(stage, { secret: null }), await acceptedProbe(stage)),
    },
    {
      id: 'token-required',
      tag: 'doc',
      claim: 'a call without `x-gateway-authtoken` is refused',
      change: 'src/gateway/wire.ts#HEADER_AUTH_TOKEN',
      isQuick: true,
      run: async (stage) =>
        expectAuthRefusal(await probe(stage, { token: null }), await acceptedProbe(stage)),
    },
    {
      id: 'gateway-in-path',
      tag: 'doc',
      claim: 'the gateway name in the path decides: with another one the call is refused',
      change: 'src/gateway/wire.ts#paths',
      run: async (stage) => {
        const path = paths.transactionDetails(`no-such-${stage.mark.slice(18, 26)}`);
        const answer = await stage.call({ path, query: { transactionId: unknownTransaction() } });
        expectAuthRefusal(answer, await acceptedProbe(stage));
      },
    },
    {
      id: 'foreign-origin',
      tag: 'assumed',
      claim: 'a page of an origin that is not listed gets no CORS headers',
      change: 'src/emulator/cors.ts#applyCors',
      run: async (stage) => {
        const { headers } = await preflight(stage, FOREIGN_ORIGIN);
        const allowed = headers['access-control-allow-origin'];
        expectThat(allowed === undefined, '`access-control-allow-origin` is there');
      },
    },
    {
      id: 'listed-origin',
      tag: 'doc',
      claim: 'a page of a listed origin gets CORS headers',
      change: 'src/emulator/page-origins.ts#createPageOrigins',
      run: async (stage) => {
        const { listedOrigin } = stage.target;
        if (listedOrigin === null) throw new Skipped('no listed origin is known; name one with --origin');
        const { headers } = await preflight(stage, listedOrigin);
        const allowed = headers['access-control-allow-origin'];
        expectThat(allowed === listedOrigin || allowed === '*', 'there is no `access-control-allow-origin`');
      },
    },
  ]),
];
