import type { AccountRecord, Investment, TransactionRecord } from '../state/records.js';
import { smallcaseOf } from '../market/stocks.js';
import type { World } from '../world.js';

/** The checked `orderConfig` of a smallcase order (section 7.3). */
export interface SmallcaseOrder {
  readonly type: string;
  readonly scid?: string | undefined;
  readonly iscid?: string | undefined;
}

/**
 * Adds the investment of an order to the account. An unknown `iscid` counts as an investment made earlier.
 */
export function holdInvestment(world: World, account: AccountRecord, order: SmallcaseOrder): Investment {
  const known = account.investments.find(({ iscid }) => iscid === order.iscid);
  if (known !== undefined) return known;
  const scid = order.scid ?? 'SCET_0010';
  const made = { iscid: order.iscid ?? world.ids.objectId(), scid, name: smallcaseOf(scid).name };
  world.store.putAccount({ ...account, investments: [...account.investments, made] });
  return made;
}

/** Returns the account after fills of an order: an EXIT that sold something ends the investment. */
export function endExitedInvestment(account: AccountRecord, record: TransactionRecord): AccountRecord {
  return smallcaseTypeOf(record) === 'EXIT' ? withoutInvestment(account, record) : account;
}

/** Returns the account after a BUY was cancelled before anything was bought. */
export function dropUnboughtInvestment(account: AccountRecord, record: TransactionRecord): AccountRecord {
  return smallcaseTypeOf(record) === 'BUY' ? withoutInvestment(account, record) : account;
}

function smallcaseTypeOf({ request }: TransactionRecord): string | null {
  return request.intent === 'TRANSACTION' ? request.orderConfig.type : null;
}

function withoutInvestment(account: AccountRecord, record: TransactionRecord): AccountRecord {
  const investments = account.investments.filter(({ iscid }) => iscid !== record.result?.iscid);
  return { ...account, investments };
}
