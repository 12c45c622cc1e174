import { stringify } from 'lossless-json';
import { badInput } from '../core/errors.js';
import type { DecimalString } from '../core/money.js';
import {
  checkDate,
  checkFlag,
  checkObject,
  checkOneOf,
  checkShape,
  checkText,
  isGiven,
  type Optional,
  TICKER_SHAPE,
} from '../transactions/input-checks.js';
import { checkSecurities } from '../transactions/securities-input.js';
import {
  BATCH_ID_SHAPE,
  CONNECTED_ONLY_INTENTS,
  GUEST_ONLY_INTENTS,
  INTENTS,
  ISCID_SHAPE,
  NOTES_MAX,
  PAN_SHAPE,
  SCID_SHAPE,
  SMALLCASE_ORDER_TYPES,
  type WireIntent,
  type WireSmallcaseOrderType,
} from './wire.js';

/** One security of a basket (protocol section 7.2). `limitPrice` is in rupees. */
export interface SecurityInput {
  readonly ticker: string;
  readonly quantity?: Optional<number>;
  readonly side?: Optional<'BUY' | 'SELL'>;
  readonly exchange?: Optional<'NSE' | 'BSE'>;
  readonly orderType?: Optional<'MARKET' | 'LIMIT'>;
  readonly limitPrice?: Optional<DecimalString>;
}

/** What a transaction is wanted for: `CreateTransactionInput` without what only the gateway itself needs. */
export interface TransactionInput {
  readonly intent: WireIntent;
  readonly securities?: Optional<readonly SecurityInput[]>;
  readonly smallcaseOrder?: Optional<{
    readonly type: WireSmallcaseOrderType;
    readonly scid?: Optional<string>;
    readonly iscid?: Optional<string>;
  }>;
  readonly holdingsImport?: Optional<{ readonly includeMutualFunds?: Optional<boolean> }>;
  readonly mutualFundImport?: Optional<MutualFundImportInput>;
  readonly investment?: Optional<{ readonly iscid: string }>;
  /** `orderId` is Gateway's own batch id here. */
  readonly cancelOrder?: Optional<{ readonly orderId: string; readonly symbol: string }>;
  readonly subscription?: Optional<{ readonly scid: string; readonly name?: Optional<string> }>;
  readonly notes?: Optional<string>;
}

/** Protocol section 7.5. Dates are `yyyy-mm-dd`; the phone has 10 digits and no country code. */
export interface MutualFundImportInput {
  readonly fromDate: string;
  readonly toDate?: Optional<string>;
  readonly pan: string;
  readonly phone?: Optional<string>;
  readonly email?: Optional<string>;
  readonly casDetail?: Optional<boolean>;
  readonly casSummary?: Optional<boolean>;
}

/** A checked request of protocol section 7, ready for `serialiseBody`. May hold personal data: never log it. */
export interface TransactionBody {
  readonly intent: WireIntent;
  readonly notes?: string;
  readonly version?: 'v2';
  readonly orderConfig?: Readonly<Record<string, unknown>>;
  readonly assetConfig?: Readonly<Record<string, unknown>>;
  readonly responseConfig?: Readonly<Record<string, unknown>>;
  readonly subscriptionConfig?: Readonly<Record<string, unknown>>;
}

/** The one object that says more about an intent. */
type Part = Exclude<keyof TransactionInput, 'intent' | 'notes'>;
type Config = Omit<TransactionBody, 'intent' | 'notes'>;
type WireObject = Readonly<Record<string, unknown>>;

const PARTS: readonly Part[] = [
  'securities',
  'smallcaseOrder',
  'holdingsImport',
  'mutualFundImport',
  'investment',
  'cancelOrder',
  'subscription',
];

/** Protocol section 7.1, column "Body". `oneOf`: exactly one has to be given; `optional`: it may be. */
const PARTS_OF: Readonly<Record<WireIntent, { readonly oneOf?: readonly Part[]; readonly optional?: Part }>> =
  {
    CONNECT: {},
    TRANSACTION: { oneOf: ['securities', 'smallcaseOrder'] },
    HOLDINGS_IMPORT: { optional: 'holdingsImport' },
    MF_HOLDINGS_IMPORT: { oneOf: ['mutualFundImport'] },
    FETCH_FUNDS: {},
    AUTHORISE_HOLDINGS: {},
    SIP_SETUP: { oneOf: ['investment'] },
    IMR_SETUP: { oneOf: ['investment'] },
    CANCEL_AMO: { oneOf: ['investment'] },
    CANCEL_ORDER: { oneOf: ['cancelOrder'] },
    SUBSCRIPTION: { oneOf: ['subscription'] },
    ONBOARDING: {},
  };

/**
 * Checks everything and builds the request. Throws BAD_USER_INPUT with the path of the argument at fault, such as
 * `input.securities[1].quantity`; messages never repeat a value.
 */
export function buildTransactionBody(input: TransactionInput): TransactionBody {
  const intent = checkOneOf(input.intent, INTENTS, 'input.intent');
  const part = checkParts(input, intent);
  return {
    intent,
    ...(isGiven(input.notes) ? { notes: checkText(input.notes, NOTES_MAX, 'input.notes') } : {}),
    ...configOf(input, intent, part),
  };
}

/** The request's JSON; limit prices are numbers with exactly the digits given. */
export function serialiseBody(body: TransactionBody): string {
  const text = stringify(body);
  if (text === undefined) throw new TypeError('a request is an object');
  return text;
}

/** Whether only a connected token will do (protocol sections 7.1 and 7.3). */
export function requiresConnected(input: Pick<TransactionInput, 'intent' | 'smallcaseOrder'>): boolean {
  if (CONNECTED_ONLY_INTENTS.includes(input.intent)) return true;
  return (
    input.intent === 'TRANSACTION' && isGiven(input.smallcaseOrder) && input.smallcaseOrder.type !== 'BUY'
  );
}

/** Whether the transaction is always created as guest (protocol section 7.1). */
export function requiresGuest(input: Pick<TransactionInput, 'intent'>): boolean {
  return GUEST_ONLY_INTENTS.includes(input.intent);
}

function checkParts(input: TransactionInput, intent: WireIntent): Part | null {
  const { oneOf = [], optional } = PARTS_OF[intent];
  const given = PARTS.filter((part) => isGiven(input[part]));
  const foreign = given.find((part) => !oneOf.includes(part) && part !== optional);
  if (foreign !== undefined) throw badInput(`input.${foreign}`, `does not belong to the intent ${intent}`);
  if (given.length > 1) throw badInput(`input.${given[1]}`, `cannot be given together with ${given[0]}`);
  if (oneOf.length > 0 && given.length === 0) {
    throw badInput(`input.${oneOf[0]}`, `the intent ${intent} needs ${oneOf.join(' or ')}`);
  }
  return given[0] ?? null;
}

function configOf(input: TransactionInput, intent: WireIntent, part: Part | null): Config {
  if (intent === 'HOLDINGS_IMPORT') return holdingsConfig(input.holdingsImport ?? {});
  switch (part) {
    case 'securities':
      return { orderConfig: { type: 'SECURITIES', securities: checkSecurities(input.securities) } };
    case 'smallcaseOrder':
      return { orderConfig: smallcaseConfig(checkObject(input.smallcaseOrder, 'input.smallcaseOrder')) };
    case 'mutualFundImport':
      return mutualFundConfig(checkObject(input.mutualFundImport, 'input.mutualFundImport'));
    case 'investment':
      return {
        orderConfig: { iscid: checkShape(input.investment?.iscid, ISCID_SHAPE, 'input.investment.iscid') },
      };
    case 'cancelOrder':
      return { orderConfig: cancelConfig(checkObject(input.cancelOrder, 'input.cancelOrder')) };
    case 'subscription':
      return {
        subscriptionConfig: subscriptionConfig(checkObject(input.subscription, 'input.subscription')),
      };
    default:
      return {};
  }
}

/** Section 7.3: the first buy names the smallcase, everything after it the user's investment. */
function smallcaseConfig(order: NonNullable<TransactionInput['smallcaseOrder']>): WireObject {
  const path = 'input.smallcaseOrder';
  const type = checkOneOf(order.type, SMALLCASE_ORDER_TYPES, `${path}.type`);
  const scid = isGiven(order.scid) ? { scid: checkShape(order.scid, SCID_SHAPE, `${path}.scid`) } : {};
  if (type !== 'BUY') return { type, iscid: checkShape(order.iscid, ISCID_SHAPE, `${path}.iscid`), ...scid };
  if (isGiven(order.iscid)) throw badInput(`${path}.iscid`, 'a first BUY has no investment yet');
  return { type, scid: checkShape(order.scid, SCID_SHAPE, `${path}.scid`) };
}

/** Section 7.4; always version 2, and a boolean. */
function holdingsConfig(input: NonNullable<TransactionInput['holdingsImport']>): Config {
  const path = 'input.holdingsImport';
  const { includeMutualFunds } = checkObject(input, path);
  const mfHoldings = checkFlag(includeMutualFunds, `${path}.includeMutualFunds`) ?? false;
  return { version: 'v2', assetConfig: { mfHoldings } };
}

const PHONE_SHAPE = /^[0-9]{10}$/;
const EMAIL_SHAPE = /^(?=.{3,254}$)[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]+$/u;

/** Section 7.5. Folio rows are asked for unless refused: they are what gets shown. */
function mutualFundConfig(input: MutualFundImportInput): Config {
  const path = 'input.mutualFundImport';
  const fromDate = checkDate(input.fromDate, `${path}.fromDate`);
  const toDate = isGiven(input.toDate) ? checkDate(input.toDate, `${path}.toDate`) : null;
  if (toDate !== null && toDate < fromDate) throw badInput(`${path}.toDate`, 'must not be before fromDate');
  if (!isGiven(input.phone) && !isGiven(input.email))
    throw badInput(`${path}.phone`, 'phone or email is needed beside the PAN');
  return {
    assetConfig: {
      fromDate,
      ...(toDate === null ? {} : { toDate }),
      pan: checkShape(input.pan, PAN_SHAPE, `${path}.pan`),
      ...(isGiven(input.phone) ? { phone: checkShape(input.phone, PHONE_SHAPE, `${path}.phone`) } : {}),
      ...(isGiven(input.email) ? { email: checkShape(input.email, EMAIL_SHAPE, `${path}.email`) } : {}),
      flow: 'wealth',
    },
    responseConfig: {
      casDetail: checkFlag(input.casDetail, `${path}.casDetail`) ?? false,
      casSummary: checkFlag(input.casSummary, `${path}.casSummary`) ?? true,
    },
  };
}

function cancelConfig(input: NonNullable<TransactionInput['cancelOrder']>): WireObject {
  return {
    batchId: checkShape(input.orderId, BATCH_ID_SHAPE, 'input.cancelOrder.orderId'),
    ticker: checkShape(input.symbol, TICKER_SHAPE, 'input.cancelOrder.symbol'),
  };
}

function subscriptionConfig(input: NonNullable<TransactionInput['subscription']>): WireObject {
  return {
    scid: checkShape(input.scid, SCID_SHAPE, 'input.subscription.scid'),
    ...(isGiven(input.name) ? { name: checkText(input.name, 200, 'input.subscription.name') } : {}),
  };
}
