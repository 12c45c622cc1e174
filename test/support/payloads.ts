/** Payloads as upstream sends them, as JSON text so that no digit is lost on the way. */
export const AUTH_ID = '5f0321b5f3743c31d95abd35';
export const OTHER_AUTH_ID = '611a21465fc1af22353c1395';
export const BATCH_ID = '65f1c0a2b7e4d90012ab34cd';
export const ISCID = '60d0fe4f5311236168a109ca';
export const ID = 'TRX_652377470a134a80ac6c56d19ef3416c';
export const OTHER_ID = 'TRX_47fbd57104814ddd9d57af8ae6556024';

type Fields = Readonly<Record<string, string>>;

/** A JSON object of fields whose values are JSON text; an empty value leaves the field out. */
export function object(fields: Fields): string {
  const members = Object.entries(fields).filter(([, value]) => value !== '');
  return `{${members.map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}

export function leg(changes: Fields = {}): string {
  return object({
    tradingsymbol: '"INFY"',
    exchange: '"NSE"',
    transactionType: '"BUY"',
    orderType: '"MARKET"',
    product: '"CNC"',
    quantity: '3',
    filledQuantity: '3',
    averagePrice: '1431.5',
    status: '"COMPLETE"',
    exchangeOrderId: '"1100000000012345"',
    ...changes,
  });
}

export function batch(changes: Fields = {}): string {
  return object({
    batchId: `"${BATCH_ID}"`,
    status: '"COMPLETED"',
    variety: '"regular"',
    buyAmount: '4294.5',
    sellAmount: '0',
    quantity: '1',
    filled: '1',
    orders: `[${leg()}]`,
    unplaced: '[]',
    completedDate: '"2025-01-10T10:01:03.120Z"',
    ...changes,
  });
}

export function details(changes: Fields = {}): string {
  return object({ transactionId: `"${ID}"`, intent: '"TRANSACTION"', status: '"USED"', ...changes });
}

export function envelope(data: string): string {
  return `{"success":true,"errors":null,"data":${data}}`;
}

/** The example of protocol section 12.2. */
export function holdingsV2(changes: Fields = {}): string {
  return object({
    securities: `[{"isin":"INE009A01021","name":"Infosys Ltd","nseTicker":"INFY","bseTicker":"500209",
      "holdings":{"quantity":12,"averagePrice":1431.5},
      "positions":{"nse":{"quantity":3,"averagePrice":1502.1},"bse":{"quantity":-2,"averagePrice":0}},
      "collateralQuantity":0,"transactableQuantity":15,"smallcaseQuantity":4}]`,
    smallcases: '{"public":[],"private":{"stats":{"currentValue":10.5,"totalReturns":-2}}}',
    updating: 'false',
    lastUpdate: '"2025-01-10T10:01:03.120Z"',
    snapshotDate: '"2025-01-10T10:01:02.000Z"',
    smallcaseAuthId: `"${AUTH_ID}"`,
    broker: '"kite"',
    ...changes,
  });
}
