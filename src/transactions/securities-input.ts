import { LosslessNumber } from 'lossless-json';
import { badInput } from '../core/errors.js';
import { parseDecimal } from '../core/money.js';
import { checkObject, checkOneOf, checkShape, isGiven, type Optional, TICKER_SHAPE } from './input-checks.js';
import type { SecurityInput } from '../gateway/transaction-body.js';
import { EXCHANGES, ORDER_TYPES, SECURITIES_MAX, SIDES } from '../gateway/wire.js';

/** One security in Gateway's words; `price` keeps its digits. */
type WireSecurityBody = Readonly<Record<string, string | number | LosslessNumber>>;

const OPTIONAL_FIELDS = ['quantity', 'side', 'exchange', 'orderType', 'limitPrice'] as const;
const QUANTITY_MAX = 2_147_483_647;

/**
 * Checks a basket by protocol section 7.2 and puts it in Gateway's words. Throws BAD_USER_INPUT with the path of the field at fault.
 */
export function checkSecurities(securities: Optional<readonly SecurityInput[]>): readonly WireSecurityBody[] {
  const path = 'input.securities';
  if (!Array.isArray(securities)) throw badInput(path, 'must be a list');
  if (securities.length < 1 || securities.length > SECURITIES_MAX) {
    throw badInput(path, `must hold 1 to ${SECURITIES_MAX} securities`);
  }
  const basket: readonly SecurityInput[] = securities;
  const checked = basket.map((security, index) => checkSecurity(security, `${path}[${index}]`));
  checkAllOrNone(basket, path);
  checkDuplicates(basket, path);
  return checked;
}

function checkSecurity(value: SecurityInput, path: string): WireSecurityBody {
  const security = checkObject(value, path);
  const { quantity, side, exchange, orderType } = security;
  return {
    ticker: checkShape(security.ticker, TICKER_SHAPE, `${path}.ticker`),
    ...(isGiven(quantity) ? { quantity: checkQuantity(quantity, `${path}.quantity`) } : {}),
    ...(isGiven(side) ? { type: checkOneOf(side, SIDES, `${path}.side`) } : {}),
    ...(isGiven(exchange) ? { exchange: checkOneOf(exchange, EXCHANGES, `${path}.exchange`) } : {}),
    ...(isGiven(orderType) ? { orderType: checkOneOf(orderType, ORDER_TYPES, `${path}.orderType`) } : {}),
    ...checkLimit(security, `${path}.limitPrice`),
  };
}

function checkQuantity(quantity: number, path: string): number {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > QUANTITY_MAX) {
    throw badInput(path, `must be a whole number from 1 to ${QUANTITY_MAX}`);
  }
  return quantity;
}

/** A limit order has a price above zero, and only a limit order has one. */
function checkLimit(
  security: SecurityInput,
  path: string,
): { price: LosslessNumber } | Record<string, never> {
  const isLimit = security.orderType === 'LIMIT';
  if (!isGiven(security.limitPrice)) {
    if (isLimit) throw badInput(path, 'a LIMIT order needs a price');
    return {};
  }
  if (!isLimit) throw badInput(path, 'only a LIMIT order has a price');
  const price = typeof security.limitPrice === 'string' ? parseDecimal(security.limitPrice) : null;
  if (price === null || price.startsWith('-') || !/[1-9]/.test(price))
    throw badInput(path, 'must be above 0');
  return { price: new LosslessNumber(price) };
}

function checkAllOrNone(basket: readonly SecurityInput[], path: string): void {
  for (const field of OPTIONAL_FIELDS) {
    const missing = basket.findIndex((security) => !isGiven(security[field]));
    const isMixed = missing !== -1 && basket.some((security) => isGiven(security[field]));
    if (isMixed)
      throw badInput(`${path}[${missing}].${field}`, 'must be given for all securities or for none');
  }
}

function checkDuplicates(basket: readonly SecurityInput[], path: string): void {
  const seen = new Set<string>();
  for (const [index, { ticker, side }] of basket.entries()) {
    const key = `${ticker} ${side ?? ''}`;
    if (seen.has(key))
      throw badInput(`${path}[${index}].ticker`, 'is already in the basket on the same side');
    seen.add(key);
  }
}
