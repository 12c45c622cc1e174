import type { JsonObject } from '../../core/json.js';
import type { Tag } from '../check.js';
import { expectRefusal } from '../expect.js';
import { createdId, type Stage } from '../stage.js';

/** What checks a body at the emulator. */
export const EMULATED = 'src/emulator/partner-api/create-request.ts#readCreateRequest';
/** What makes the bodies that Dwar sends. */
export const SENT = 'src/transactions/build-request.ts#buildTransactionBody';

/** A basket of section 7.2. */
export function basketOf(...securities: readonly JsonObject[]): JsonObject {
  return { intent: 'TRANSACTION', orderConfig: { type: 'SECURITIES', securities } };
}
export const BUY_ONE: JsonObject = { ticker: 'INFY', quantity: 1, type: 'BUY' };

/** A transaction that many checks look at. */
export function connectTransaction(stage: Stage) {
  return stage.once('created/CONNECT', (one) => one.create({ intent: 'CONNECT' }));
}

/** One body of a creation. */
export type Row = readonly [id: string, tag: Tag, claim: string, body: JsonObject, change?: string];

/** Bodies that a guest may send. Each creates one transaction, which no one triggers. */
export function created(rows: readonly Row[]) {
  return rows.map(([id, tag, claim, body, change = SENT]) => ({
    id,
    tag,
    claim,
    change,
    run: async (stage: Stage) => {
      createdId(await stage.once(`created/${id}`, (one) => one.create(body)));
    },
  }));
}

/** Bodies that are refused, so that nothing is created. */
export function refused(rows: readonly Row[]) {
  return rows.map(([id, tag, claim, body, change = EMULATED]) => ({
    id,
    tag,
    claim,
    change,
    run: async (stage: Stage) => expectRefusal(await stage.create(body)),
  }));
}
