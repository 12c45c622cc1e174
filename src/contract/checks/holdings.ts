import { HTTP_ERRORS, paths } from '../../gateway/wire.js';
import { type Check, checksOf } from '../check.js';
import { expectRefusal, expectStatus, expectThat, firstError, shownError } from '../expect.js';
import { inventedId, type Stage } from '../stage.js';

/** Reads the holdings of an account that no one has. */
async function readHoldings(stage: Stage, authId: string, version: 'v1' | 'v2', path = paths.holdings) {
  return await stage.call({
    path: path(stage.gateway),
    query: { version, mfHoldings: 'true' },
    token: await stage.connected(authId),
  });
}

const neverImported = (stage: Stage) =>
  stage.once('12/never-imported', (one) => readHoldings(one, inventedId(), 'v2'));

/** Section 12, as far as no user is needed. */
export const HOLDINGS_CHECKS: readonly Check[] = checksOf('12', 0, [
  {
    id: 'guest',
    tag: 'doc',
    claim: 'holdings need a connected token',
    change: 'src/gateway/gateway-client.ts#GatewayClient.holdings',
    run: async (stage) => {
      const answer = await stage.once('6/guest-for-connected', (one) =>
        one.call({ path: paths.holdings(one.gateway), query: { version: 'v2' } }),
      );
      expectRefusal(answer);
    },
  },
  {
    id: 'never-imported-status',
    tag: 'assumed',
    claim: 'before the first import holdings are answered 404',
    change: 'src/gateway/wire.ts#HTTP_ERRORS.holdingsNotFound',
    conflict: 15,
    run: async (stage) => expectStatus(await neverImported(stage), 404),
  },
  {
    id: 'never-imported-text',
    tag: 'assumed',
    claim: 'before the first import the error is `HoldingsNotFound`',
    change: 'src/gateway/wire.ts#HTTP_ERRORS.holdingsNotFound',
    conflict: 15,
    run: async (stage) => {
      const answer = await neverImported(stage);
      const isIt = firstError(answer) === HTTP_ERRORS.holdingsNotFound.text;
      expectThat(isIt, `\`errors[0]\` is ${shownError(answer)}`);
    },
  },
  {
    id: 'older-path',
    tag: 'seen',
    claim: 'the older path `/gateway/{gateway}/user/holdings` answers like the newer one',
    change: 'src/gateway/wire.ts#paths.holdingsOld',
    run: async (stage) => {
      const newer = await neverImported(stage);
      const older = await readHoldings(stage, inventedId(), 'v2', paths.holdingsOld);
      expectThat(older.status === newer.status, `it is answered ${older.status}, not ${newer.status}`);
    },
  },
]);
