import { LosslessNumber } from 'lossless-json';
import { badInput } from '../core/errors.js';
import { ORDER_TYPES, SECURITIES_MAX, SIDES } from '../gateway/wire.js';
import { checkOneOf, checkTicker, isGiven } from './input-checks.js';
import type { SecurityOrderInput } from './transaction.input.js';

/** One security in Gateway's words; `price` keeps its digits. */
type WireSecurityBody = Readonly<Record<string, string | number | LosslessNumber>>;

/**
 * Those that protocol section 7.2 wants for all securities or for none. A limit price belongs to each LIMIT
 * order, so a basket may mix it with MARKET orders.
 */
const ALL_OR_NONE = ['quantity', 'side', 'exchange', 'orderType', 'validity'] as const;

/**
 * Checks a basket by protocol section 7.2 and puts it in Gateway's words. Throws BAD_USER_INPUT with the path
 * of the field at fault.
 */
export function checkSecurities(basket: readonly SecurityOrderInput[]): readonly WireSecurityBody[] {
  const path = 'input.securities';
  if (basket.length < 1 || basket.length > SECURITIES_MAX) {
    throw badInput(path, `must hold 1 to ${SECURITIES_MAX} securities`);
  }
  const checked = basket.map((security, index) => checkSecurity(security, `${path}[${index}]`));
  checkAllOrNone(basket, path);
  checkDuplicates(basket, path);
  return checked;
}

function checkSecurity(security: SecurityOrderInput, path: string): WireSecurityBody {
  const { quantity, side, exchange, orderType, validity } = security;
  return {
    ticker: checkTicker(security.ticker, `${path}.ticker`),
    ...(isGiven(quantity) ? { quantity: checkQuantity(quantity, `${path}.quantity`) } : {}),
    ...(isGiven(side) ? { type: checkOneOf(side, SIDES, `${path}.side`) } : {}),
    ...(isGiven(exchange) ? { exchange } : {}),
    ...(isGiven(orderType) ? { orderType: checkOneOf(orderType, ORDER_TYPES, `${path}.orderType`) } : {}),
    ...(isGiven(validity) ? { validity } : {}),
    ...checkLimit(security, `${path}.limitPrice`),
  };
}

function checkQuantity(quantity: number, path: string): number {
  if (quantity < 1) throw badInput(path, 'must be at least 1');
  return quantity;
}

/** A limit order has a price above zero, and only a limit order has one. */
function checkLimit(
  security: SecurityOrderInput,
  path: string,
): { price: LosslessNumber } | Record<string, never> {
  const isLimit = security.orderType === 'LIMIT';
  if (!isGiven(security.limitPrice)) {
    if (isLimit) throw badInput(path, 'a LIMIT order needs a price');
    return {};
  }
  if (!isLimit) throw badInput(path, 'only a LIMIT order has a price');
  const price = security.limitPrice;
  if (price.startsWith('-') || !/[1-9]/.test(price)) throw badInput(path, 'must be above 0');
  return { price: new LosslessNumber(price) };
}

function checkAllOrNone(basket: readonly SecurityOrderInput[], path: string): void {
  for (const field of ALL_OR_NONE) {
    const missing = basket.findIndex((security) => !isGiven(security[field]));
    const isMixed = missing !== -1 && basket.some((security) => isGiven(security[field]));
    if (isMixed)
      throw badInput(`${path}[${missing}].${field}`, 'must be given for all securities or for none');
  }
}

function checkDuplicates(basket: readonly SecurityOrderInput[], path: string): void {
  const seen = new Set<string>();
  for (const [index, { ticker, side, exchange }] of basket.entries()) {
    // The same stock at the other exchange is another order.
    const key = JSON.stringify([ticker, side ?? null, exchange ?? 'NSE']);
    if (seen.has(key))
      throw badInput(`${path}[${index}].ticker`, 'is already in the basket on the same side');
    seen.add(key);
  }
}
