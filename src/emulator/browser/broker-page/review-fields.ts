import { el } from '../shared/dom.js';
import type { Leg, TransactionData } from './data.js';

interface Change {
  readonly ticker: string;
  readonly quantity: number;
  readonly type: string;
}

/** The order for review; for another purpose, what the user consents to. */
export interface ReviewFields {
  readonly element: HTMLElement;
  /** The order as the user has edited it; empty for another purpose. */
  changes(): readonly Change[];
}

const CONSENTS: Readonly<Record<string, string>> = {
  CONNECT: 'may know which account is yours',
  ONBOARDING: 'may know which account is yours',
  HOLDINGS_IMPORT: 'may read the holdings of your account',
  MF_HOLDINGS_IMPORT: 'may read your mutual funds',
  AUTHORISE_HOLDINGS: 'may sell the shares you authorise',
  FETCH_FUNDS: 'may read the funds of your account',
};

export function reviewFields(data: TransactionData): ReviewFields {
  if (data.legs.length === 0) return { element: consent(data), changes: () => [] };
  const rows = data.legs.map(legRow);
  const element = el(
    'fieldset',
    {},
    el('legend', {}, `Review the order${data.orderName === null ? '' : `: ${data.orderName}`}`),
    data.orderLogo === null ? null : el('p', { class: 'soft' }, 'Logo: ', el('code', {}, data.orderLogo)),
    el(
      'table',
      { class: 'order' },
      el(
        'thead',
        {},
        el('tr', {}, ...['Share', 'Quantity', 'Side'].map((name) => el('th', { scope: 'col' }, name))),
      ),
      el('tbody', {}, ...rows.map(({ row }) => row)),
    ),
  );
  return { element, changes: () => rows.map(({ change }) => change()) };
}

function legRow({ ticker, quantity, side, exchange }: Leg) {
  const count = el('input', {
    type: 'number',
    min: 1,
    step: 1,
    value: quantity,
    required: true,
    'aria-label': `Quantity of ${ticker}`,
  });
  const choice = el(
    'select',
    { 'aria-label': `Side of ${ticker}` },
    ...['BUY', 'SELL'].map((option) => el('option', { selected: option === side }, option)),
  );
  const name = el('th', { scope: 'row' }, ticker, ' ', el('span', { class: 'soft' }, exchange));
  const row = el('tr', { 'data-ticker': ticker }, name, el('td', {}, count), el('td', {}, choice));
  return { row, change: () => ({ ticker, quantity: Number(count.value), type: choice.value }) };
}

function consent({ intent, gatewayName }: TransactionData): HTMLElement {
  const what = CONSENTS[intent] ?? `may carry out ${intent} in your account`;
  return el(
    'fieldset',
    {},
    el('legend', {}, 'Consent'),
    el('p', {}, el('strong', {}, gatewayName), ` ${what}.`),
  );
}
