/**
 * What `dwar trigger` can play: the text of the help, and the token typed at the broker (protocol section
 * 20).
 */
export const SCENARIOS = {
  connect: { about: 'link a broker account to the viewer', token: 'lep-ok' },
  buy: { about: 'buy two stocks; every leg fills', token: 'lep-ok' },
  'buy-partial': { about: 'buy two stocks; one leg fills, the other fills half', token: 'lep-partial' },
  holdings: {
    about: 'import the holdings of the linked broker account, linking one first if there is none',
    token: 'lep-ok',
  },
  reject: { about: 'buy two stocks; the exchange rejects both', token: 'lep-reject' },
  lowfunds: { about: 'buy two stocks; both are rejected for insufficient funds', token: 'lep-lowfunds' },
  slow: { about: 'buy two stocks; they fill one after the other, over 30 seconds', token: 'lep-slow' },
  amo: {
    about: 'buy two stocks while the market is closed; ends with the order waiting for the opening',
    token: 'lep-amo',
  },
  smallcase: { about: 'buy a smallcase with the linked account', token: 'lep-ok' },
  'invest-more': { about: 'buy a smallcase, then more of it', token: 'lep-ok' },
  rebalance: { about: 'buy a smallcase, then rebalance it', token: 'lep-ok' },
  exit: { about: 'buy a smallcase, then sell all of it', token: 'lep-ok' },
  sip: { about: 'buy a smallcase, then set up a SIP', token: 'lep-ok' },
  imr: { about: 'buy a smallcase, then set up IMR', token: 'lep-ok' },
  subscribe: { about: 'subscribe to a fee-based smallcase, which works once', token: 'lep-ok' },
  funds: { about: 'read the cash available at the broker', token: 'lep-ok' },
  authorise: { about: 'authorise holdings, so that they can be sold', token: 'lep-ok' },
  'mutual-funds': { about: 'import mutual-fund folios by PAN', token: 'lep-ok' },
  'cancel-order': { about: 'place a limit order far from the market, then cancel it', token: 'lep-ok' },
  'cancel-amo': {
    about: 'buy a smallcase while the market is closed, with a new account, then cancel the order',
    token: 'lep-amo',
  },
  onboarding: { about: 'open an account at the broker', token: 'lep-ok' },
} as const;

/** One of {@link SCENARIOS}. */
export type Scenario = keyof typeof SCENARIOS;
