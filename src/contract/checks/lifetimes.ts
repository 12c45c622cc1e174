import type { JsonObject } from '../../core/json.js';
import { fieldOf } from '../../gateway/json.js';
import { type Check, checksOf } from '../check.js';
import { Skipped } from '../refuted.js';
import { dataOf, expectThat, expectValue } from '../expect.js';
import { createdId, type Stage } from '../stage.js';
import { transactionIn } from '../transaction-object.js';
import { connectTransaction } from './creation-rows.js';
import { untouchedDetails } from './reads.js';

const MINUTE_MS = 60_000;
/** Section 8: documented lifetimes, in minutes. */
const LIFETIMES = [5, 15, 45] as const;
/** What creation, clocks and whole seconds of `Date` may differ by. */
const LIFETIME_SLACK_MS = 10_000;

/** Section 8, as far as no user is needed. */
export const LIFETIME_CHECKS: readonly Check[] = checksOf('8', 0, [
  {
    id: 'lifetime',
    tag: 'doc',
    claim: 'a new transaction lives 5, 15 or 45 minutes, by `expireAt` and the `Date` of the answer',
    change: 'src/gateway/wire.ts#SHORTEST_LIFETIME_MS',
    conflict: 1,
    run: async (stage) => {
      const answer = await connectTransaction(stage);
      const lifeMs = Date.parse(String(fieldOf(dataOf(answer), 'expireAt'))) - answer.at;
      const fits = LIFETIMES.some((minutes) => Math.abs(lifeMs - minutes * MINUTE_MS) < LIFETIME_SLACK_MS);
      expectThat(fits, `it lives ${(lifeMs / MINUTE_MS).toFixed(1)} minutes`);
    },
  },
  {
    id: 'initialized',
    tag: 'doc',
    claim: 'a transaction that was never triggered is INITIALIZED and not expired',
    change: 'src/gateway/wire.ts#TRANSACTION_STATUSES',
    run: async (stage) => {
      const details = await untouchedDetails(stage);
      expectValue(fieldOf(details, 'status'), 'INITIALIZED', '`status`');
      expectValue(fieldOf(details, 'expired'), false, '`expired`');
    },
  },
  {
    id: 'expired',
    tag: 'sdk',
    claim: 'after `expireAt` it has `expired: true`, and its status has not changed',
    change: 'src/gateway/decode/decode-transaction.ts#decodeTransactionDetails',
    conflict: 2,
    run: async (stage) => {
      const details = await expiredDetails(stage);
      expectValue(fieldOf(details, 'expired'), true, '`expired`');
      expectValue(fieldOf(details, 'status'), 'INITIALIZED', '`status`');
    },
  },
]);

/** A transaction that no one has triggered in its whole life. */
export function expiredTransaction(stage: Stage): Promise<string> {
  return stage.once('8/expired', async (one) => {
    const { pass } = one.target;
    if (pass === null) throw new Skipped('it takes until a transaction has expired; run with --wait');
    const answer = await one.create({ intent: 'MF_HOLDINGS_IMPORT', assetConfig: {} });
    const id = createdId(answer);
    const lifeMs = Date.parse(String(fieldOf(dataOf(answer), 'expireAt'))) - answer.at;
    const isSane = lifeMs > 0 && lifeMs <= 60 * MINUTE_MS;
    expectThat(isSane, '`expireAt` is not within an hour');
    await pass(lifeMs + 2_000, 'a transaction expires');
    return id;
  });
}

async function expiredDetails(stage: Stage): Promise<JsonObject> {
  const id = await expiredTransaction(stage);
  return transactionIn(dataOf(await stage.details(id)));
}
