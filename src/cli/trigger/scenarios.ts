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
} as const;

/** One of {@link SCENARIOS}. */
export type Scenario = keyof typeof SCENARIOS;
