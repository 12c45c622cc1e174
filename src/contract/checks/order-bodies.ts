import { SECURITIES_MAX } from '../../gateway/wire.js';
import type { JsonObject } from '../../core/json.js';
import { type Check, checksOf } from '../check.js';
import { expectRefusal } from '../expect.js';
import { knownAccount } from '../flows/accounts.js';
import { inventedId, type Stage } from '../stage.js';
import { basketOf, BUY_ONE, created, refused, SENT } from './creation-rows.js';

const BASKET_CHECKS: readonly Check[] = checksOf('7.2', 0, [
  ...created([
    ['single', 'doc', 'an order of one security is created', basketOf(BUY_ONE)],
    [
      'basket',
      'doc',
      'a basket may mix BUY and SELL',
      basketOf(BUY_ONE, { ticker: 'SBIN', quantity: 2, type: 'SELL' }),
    ],
    ['ticker-alone', 'doc', 'quantity and type may be left to the user', basketOf({ ticker: 'INFY' })],
    [
      'quantities-alone',
      'doc',
      'all quantities without any type are allowed',
      basketOf({ ticker: 'INFY', quantity: 1 }, { ticker: 'SBIN', quantity: 1 }),
    ],
    ['exchange', 'seen', '`exchange` is accepted', basketOf({ ...BUY_ONE, exchange: 'BSE' })],
  ]),
  ...created([
    [
      'limit',
      'assumed',
      'a limit order has `orderType: LIMIT` and `price`',
      basketOf({ ...BUY_ONE, orderType: 'LIMIT', price: 1000.5 }),
      SENT,
    ],
  ]).map((check) => ({ ...check, conflict: 22 })),
  ...created([
    [
      'order-name',
      'seen',
      '`orderConfig.meta.orderName` is accepted',
      {
        intent: 'TRANSACTION',
        orderConfig: { type: 'SECURITIES', securities: [BUY_ONE], meta: { orderName: 'Contract' } },
      },
    ],
  ]),
  ...refused([
    [
      'all-or-none',
      'doc',
      'a basket in which only some securities have a quantity is refused',
      basketOf(BUY_ONE, { ticker: 'SBIN', type: 'BUY' }),
    ],
    ['zero', 'doc', 'a quantity of 0 is refused', basketOf({ ...BUY_ONE, quantity: 0 })],
    ['side', 'doc', 'a type other than BUY and SELL is refused', basketOf({ ...BUY_ONE, type: 'HOLD' })],
    ['empty', 'assumed', 'an empty basket is refused', basketOf()],
    ['repeated', 'assumed', 'a ticker twice on one side is refused', basketOf(BUY_ONE, BUY_ONE)],
    [
      'limit-without-price',
      'assumed',
      'a limit order without a price is refused',
      basketOf({ ...BUY_ONE, orderType: 'LIMIT' }),
    ],
    [
      'too-many',
      'assumed',
      `a basket of more than ${SECURITIES_MAX} securities is refused`,
      basketOf(
        ...Array.from({ length: SECURITIES_MAX + 1 }, (_, index) => ({ ...BUY_ONE, ticker: `X${index}` })),
      ),
      'src/gateway/wire.ts#SECURITIES_MAX',
    ],
  ]),
]);

const smallcase = (type: string, ids: JsonObject): JsonObject => ({
  intent: 'TRANSACTION',
  orderConfig: { type, ...ids },
});
const FOLLOW_UPS = ['INVESTMORE', 'REBALANCE', 'FIX', 'MANAGE', 'EXIT', 'PARTIALEXIT', 'SIP'] as const;

const SMALLCASE_CHECKS: readonly Check[] = checksOf('7.3', 0, [
  ...created([
    ['BUY', 'doc', 'a first purchase is created with `scid`', smallcase('BUY', { scid: 'SCET_0010' })],
  ]),
  ...refused([
    ['BUY-without-scid', 'doc', 'a first purchase without `scid` is refused', smallcase('BUY', {})],
    ['unknown-type', 'doc', 'an order type that is not in the table is refused', smallcase('HOARD', {})],
  ]),
  ...FOLLOW_UPS.map((type) => ({
    id: `${type}-guest`,
    tag: 'doc' as const,
    claim: `${type} with a guest token is refused`,
    change: 'src/gateway/wire.ts#SMALLCASE_ORDER_TYPES',
    run: async (stage: Stage) =>
      expectRefusal(await stage.create(smallcase(type, { iscid: inventedId(), scid: 'SCET_0010' }))),
  })),
  {
    id: 'INVESTMORE-unknown',
    tag: 'assumed' as const,
    claim: 'a follow-up on an investment that the user does not have is refused',
    change: 'src/emulator/partner-api/create-transaction.ts#checkInvestmentIsKnown',
    conflict: 14,
    run: async (stage: Stage) => {
      const token = await stage.connected((await knownAccount(stage)) ?? inventedId());
      expectRefusal(await stage.create(smallcase('INVESTMORE', { iscid: inventedId() }), token));
    },
  },
]);

const holdings = (more: JsonObject): JsonObject => ({ intent: 'HOLDINGS_IMPORT', ...more });

const IMPORT_CHECKS: readonly Check[] = checksOf('7.4', 0, [
  ...created([
    ['v2', 'doc', 'a holdings import has `version: v2`', holdings({ version: 'v2' })],
    ['no-version', 'assumed', 'a holdings import may leave the version out', holdings({})],
    [
      'funds-boolean',
      'seen',
      '`assetConfig.mfHoldings` may be a boolean',
      holdings({ version: 'v2', assetConfig: { mfHoldings: true } }),
    ],
    [
      'funds-text',
      'doc',
      '`assetConfig.mfHoldings` may be the text `true`',
      holdings({ version: 'v2', assetConfig: { mfHoldings: 'true' } }),
    ],
  ]).map((check) => (check.id.startsWith('funds') ? { ...check, conflict: 13 } : check)),
  ...refused([['v9', 'assumed', 'another version is refused', holdings({ version: 'v9' })]]),
]);

/** A PAN in the public format; the one of the documentation's sample. */
const SAMPLE_PAN = 'ABCTY1234D';
const funds = (assetConfig: JsonObject): JsonObject => ({ intent: 'MF_HOLDINGS_IMPORT', assetConfig });

const FUND_CHECKS: readonly Check[] = checksOf('7.5', 0, [
  ...created([
    [
      'prefilled',
      'doc',
      'a mutual-fund import is created with date, PAN and phone',
      {
        ...funds({ fromDate: '2015-04-01', pan: SAMPLE_PAN, phone: '9999999999', flow: 'wealth' }),
        responseConfig: { casDetail: true, casSummary: true },
      },
    ],
  ]),
  ...refused([
    ['bad-pan', 'doc', 'a PAN of another format is refused', funds({ pan: 'abc', phone: '9999999999' })],
    [
      'bad-phone',
      'doc',
      'a phone number that has not ten digits is refused',
      funds({ pan: SAMPLE_PAN, phone: '999' }),
    ],
    ['bad-date', 'doc', 'a date that is not yyyy-mm-dd is refused', funds({ fromDate: '01/04/2015' })],
  ]),
]);

/** Sections 7.2 to 7.5: the bodies of orders and imports. */
export const BODY_CHECKS: readonly Check[] = [
  ...BASKET_CHECKS,
  ...SMALLCASE_CHECKS,
  ...IMPORT_CHECKS,
  ...FUND_CHECKS,
];
