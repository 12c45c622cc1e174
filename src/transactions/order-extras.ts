import { badInput } from '../core/errors.js';
import { ORDER_LOGO_MAX, ORDER_NAME_MAX, SECURITIES_MAX } from '../gateway/wire.js';
import { checkText, checkTicker, isGiven } from './input-checks.js';
import type { AuthoriseHoldingsInput, PresentationInput } from './transaction.input.js';

type WireObject = Readonly<Record<string, unknown>>;

/**
 * `orderConfig.meta` of protocol section 7.2; nothing where nothing is given. Throws BAD_USER_INPUT, also for
 * a logo whose address is not https: Gateway shows it to the user.
 */
export function presentationConfig(input: PresentationInput | null | undefined): WireObject {
  if (!isGiven(input)) return {};
  const path = 'input.presentation';
  const { orderName, orderLogo } = input;
  if (!isGiven(orderName) && !isGiven(orderLogo))
    throw badInput(path, 'needs orderName or orderLogo, or leave it out');
  const name = isGiven(orderName)
    ? { orderName: checkText(orderName, ORDER_NAME_MAX, `${path}.orderName`) }
    : {};
  return { meta: { ...name, ...(isGiven(orderLogo) ? { orderLogo: checkLogo(orderLogo, path) } : {}) } };
}

function checkLogo(address: string, path: string): string {
  const text = checkText(address, ORDER_LOGO_MAX, `${path}.orderLogo`);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw badInput(`${path}.orderLogo`, 'must be an https address without a user name');
  return text;
}

/** `assetConfig.securities` of AUTHORISE_HOLDINGS [assumed], protocol section 7.1. Throws BAD_USER_INPUT. */
export function authoriseConfig({ securities }: AuthoriseHoldingsInput): WireObject {
  const path = 'input.authoriseHoldings.securities';
  if (securities.length < 1 || securities.length > SECURITIES_MAX)
    throw badInput(path, `must hold 1 to ${SECURITIES_MAX} securities`);
  const tickers = securities.map(({ ticker }, index) => checkTicker(ticker, `${path}[${index}].ticker`));
  const repeated = tickers.findIndex((ticker, index) => tickers.indexOf(ticker) !== index);
  if (repeated !== -1) throw badInput(`${path}[${repeated}].ticker`, 'is named twice');
  return { securities: tickers.map((ticker) => ({ ticker })) };
}
