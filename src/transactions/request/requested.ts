import { hidePrivate } from '../../core/private-text.js';
import type { RequestedSecurity, TransactionRequest, TransactionSnapshot } from '../../ledger/snapshots.js';
import type { TransactionInput } from '../build-request.js';
import type { SecurityOrderInput } from '../transaction.input.js';

/**
 * What is kept of a checked input, to be shown next to its outcome. The user may change an order while they
 * confirm it (protocol section 7.2). Never the PAN, phone or e-mail of a mutual-fund import, and no text that
 * holds one (guarantee G8).
 */
export function requestedParts(input: TransactionInput): Pick<TransactionSnapshot, 'notes' | 'request'> {
  const { securities, smallcaseOrder, investment, notes } = input;
  const request: TransactionRequest = {
    ...(securities == null ? {} : { securities: securities.map(requestedSecurity) }),
    ...(smallcaseOrder == null
      ? {}
      : {
          smallcaseOrder: {
            type: smallcaseOrder.type,
            scid: smallcaseOrder.scid == null ? null : hidePrivate(smallcaseOrder.scid),
            iscid: smallcaseOrder.iscid ?? null,
          },
        }),
    ...(investment == null ? {} : { iscid: investment.iscid }),
  };
  return {
    ...(notes == null ? {} : { notes: hidePrivate(notes) }),
    ...(Object.keys(request).length === 0 ? {} : { request }),
  };
}

function requestedSecurity(security: SecurityOrderInput): RequestedSecurity {
  const { ticker, quantity, side, exchange, orderType, limitPrice } = security;
  return {
    ticker: hidePrivate(ticker),
    quantity: quantity ?? null,
    side: side ?? null,
    exchange: exchange ?? null,
    orderType: orderType ?? null,
    limitPrice: limitPrice ?? null,
  };
}
