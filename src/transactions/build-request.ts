import { badInput } from '../core/errors.js';
import type { TransactionBody } from '../gateway/transaction-body.js';
import {
  BATCH_ID_SHAPE,
  CONNECTED_ONLY_INTENTS,
  GUEST_ONLY_INTENTS,
  ISCID_SHAPE,
  NOTES_MAX,
  PAN_SHAPE,
  type WireIntent,
} from '../gateway/wire.js';
import { checkCatalogueId, checkDate, checkShape, checkText, checkTicker, isGiven } from './input-checks.js';
import { authoriseConfig, presentationConfig } from './order-extras.js';
import { checkSecurities } from './securities-input.js';
import type {
  CancelOrderInput,
  CreateTransactionInput,
  InvestmentInput,
  MutualFundImportInput,
  SecurityOrderInput,
  SmallcaseOrderInput,
  SmallcaseSubscriptionInput,
} from './transaction.input.js';

/** What Gateway is asked for: {@link CreateTransactionInput} without what only Dwar itself needs. */
export type TransactionInput = Omit<
  CreateTransactionInput,
  'idempotencyKey' | 'brokerAccountId' | 'asGuest' | 'allowDuplicate'
>;

/** The one object that says more about an intent. */
type Part = Exclude<keyof TransactionInput, 'intent' | 'notes' | 'presentation'>;
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
  'authoriseHoldings',
];

/** Protocol section 7.1, column "Body". `oneOf`: exactly one has to be given; `optional`: it may be. */
const PARTS_OF: Readonly<Record<WireIntent, { readonly oneOf?: readonly Part[]; readonly optional?: Part }>> =
  {
    CONNECT: {},
    TRANSACTION: { oneOf: ['securities', 'smallcaseOrder'] },
    HOLDINGS_IMPORT: { optional: 'holdingsImport' },
    MF_HOLDINGS_IMPORT: { oneOf: ['mutualFundImport'] },
    FETCH_FUNDS: {},
    AUTHORISE_HOLDINGS: { optional: 'authoriseHoldings' },
    SIP_SETUP: { oneOf: ['investment'] },
    IMR_SETUP: { oneOf: ['investment'] },
    CANCEL_AMO: { oneOf: ['investment'] },
    CANCEL_ORDER: { oneOf: ['cancelOrder'] },
    SUBSCRIPTION: { oneOf: ['subscription'] },
    ONBOARDING: {},
  };

/**
 * Checks what GraphQL's own types cannot say and builds the request. Throws BAD_USER_INPUT with the path of
 * the argument at fault, such as `input.securities[1].quantity`; messages never repeat a value.
 */
export function buildTransactionBody(input: TransactionInput): TransactionBody {
  const { intent } = input;
  const part = checkParts(input, intent);
  if (isGiven(input.presentation) && part !== 'securities')
    throw badInput('input.presentation', 'belongs to an order of securities');
  return {
    intent,
    ...(isGiven(input.notes) ? { notes: checkText(input.notes, NOTES_MAX, 'input.notes') } : {}),
    ...configOf(input, intent, part),
  };
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
  const { securities, smallcaseOrder, mutualFundImport, investment, cancelOrder, subscription } = input;
  const { authoriseHoldings } = input;
  if (intent === 'HOLDINGS_IMPORT') return holdingsConfig(input.holdingsImport);
  if (part === 'securities' && securities)
    return { orderConfig: securitiesConfig(securities, input.presentation) };
  if (part === 'smallcaseOrder' && smallcaseOrder) return { orderConfig: smallcaseConfig(smallcaseOrder) };
  if (part === 'mutualFundImport' && mutualFundImport) return mutualFundConfig(mutualFundImport);
  if (part === 'investment' && investment) return { orderConfig: investmentConfig(investment) };
  if (part === 'cancelOrder' && cancelOrder) return { orderConfig: cancelConfig(cancelOrder) };
  if (part === 'subscription' && subscription)
    return { subscriptionConfig: subscriptionConfig(subscription) };
  if (part === 'authoriseHoldings' && authoriseHoldings)
    return { assetConfig: authoriseConfig(authoriseHoldings) };
  return {};
}

/**
 * Section 7.3: the first buy names the smallcase, everything after it the user's investment, or else the
 * smallcase (section 25).
 */
function smallcaseConfig(order: SmallcaseOrderInput): WireObject {
  const path = 'input.smallcaseOrder';
  const { type } = order;
  const scid = isGiven(order.scid) ? { scid: checkCatalogueId(order.scid, `${path}.scid`) } : {};
  if (type !== 'BUY') {
    const isByScid = !isGiven(order.iscid) && isGiven(order.scid);
    const iscid = isByScid ? {} : { iscid: checkShape(order.iscid, ISCID_SHAPE, `${path}.iscid`) };
    return { type, ...iscid, ...scid };
  }
  if (isGiven(order.iscid)) throw badInput(`${path}.iscid`, 'a first BUY has no investment yet');
  return { type, scid: checkCatalogueId(order.scid, `${path}.scid`) };
}

function securitiesConfig(
  securities: readonly SecurityOrderInput[],
  presentation: TransactionInput['presentation'],
): WireObject {
  return {
    type: 'SECURITIES',
    securities: checkSecurities(securities),
    ...presentationConfig(presentation),
  };
}

/** Section 7.4; always version 2, and a boolean. */
function holdingsConfig(input: TransactionInput['holdingsImport']): Config {
  return { version: 'v2', assetConfig: { mfHoldings: input?.includeMutualFunds ?? false } };
}

const PHONE_SHAPE = /^[0-9]{10}$/;
const EMAIL_SHAPE = /^(?=.{3,254}$)[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]+$/u;

/** Sections 7.5 and 25: the user types what is left out. Folio rows are asked for unless refused. */
function mutualFundConfig(input: MutualFundImportInput): Config {
  const path = 'input.mutualFundImport';
  const { fromDate, toDate, pan, phone, email } = input;
  const dates = {
    ...(isGiven(fromDate) ? { fromDate: checkDate(fromDate, `${path}.fromDate`) } : {}),
    ...(isGiven(toDate) ? { toDate: checkDate(toDate, `${path}.toDate`) } : {}),
  };
  if (dates.fromDate !== undefined && dates.toDate !== undefined && dates.toDate < dates.fromDate)
    throw badInput(`${path}.toDate`, 'must not be before fromDate');
  return {
    assetConfig: {
      ...dates,
      ...(isGiven(pan) ? { pan: checkShape(pan, PAN_SHAPE, `${path}.pan`) } : {}),
      ...(isGiven(phone) ? { phone: checkShape(phone, PHONE_SHAPE, `${path}.phone`) } : {}),
      ...(isGiven(email) ? { email: checkShape(email, EMAIL_SHAPE, `${path}.email`) } : {}),
      flow: 'wealth',
    },
    responseConfig: {
      casDetail: input.casDetail ?? false,
      casSummary: input.casSummary ?? true,
    },
  };
}

function investmentConfig({ iscid }: InvestmentInput): WireObject {
  return { iscid: checkShape(iscid, ISCID_SHAPE, 'input.investment.iscid') };
}

function cancelConfig(input: CancelOrderInput): WireObject {
  return {
    batchId: checkShape(input.orderId, BATCH_ID_SHAPE, 'input.cancelOrder.orderId'),
    ticker: checkTicker(input.symbol, 'input.cancelOrder.symbol'),
  };
}

function subscriptionConfig(input: SmallcaseSubscriptionInput): WireObject {
  return {
    scid: checkCatalogueId(input.scid, 'input.subscription.scid'),
    ...(isGiven(input.name) ? { name: checkText(input.name, 200, 'input.subscription.name') } : {}),
  };
}
