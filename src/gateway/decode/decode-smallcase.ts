import type { SipFact, SmallcaseRefFact } from '../facts.js';
import type { Row } from '../row.js';
import { ISCID_SHAPE } from '../wire.js';

/**
 * The smallcase that an outcome, an order or a batch names (protocol sections 9, 10 and 18.2); null when it
 * has neither id. A name alone is none: baskets of securities have names too.
 */
export function decodeSmallcaseRef(row: Row): SmallcaseRefFact | null {
  const scid = row.text('scid');
  const iscid = row.shaped(ISCID_SHAPE, 'iscid');
  return scid === null && iscid === null ? null : { scid, iscid, name: row.text('name') };
}

/** `sipDetails` (protocol section 18.2). Its words are not documented, so they stay as they were sent. */
export function decodeSip(row: Row): SipFact {
  return {
    isActive: row.optionalFlag('sipActive'),
    action: row.text('sipAction'),
    amount: row.decimal('amount'),
    frequency: row.text('frequency'),
    kind: row.text('sipType'),
    nextAt: row.instant('scheduledDate'),
    iscid: row.shaped(ISCID_SHAPE, 'iscid'),
    scid: row.text('scid'),
  };
}
