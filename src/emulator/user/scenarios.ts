import { SDK_ERRORS } from '../../gateway/wire.js';
import type { OrderedLeg } from '../market/batch.js';
import type { LegFate, WebhookBehaviour } from '../state/state.js';

/** Time until `lep-slow` is done, in milliseconds of the virtual clock. */
const SLOW_SETTLEMENT_MS = 30_000;
/** How late the webhooks of `lep-hook-late` are, in milliseconds of the virtual clock. */
const LATE_WEBHOOK_MS = 60_000;

/** How the SDK rejects: one of section 18.3. */
export interface SdkError {
  readonly code: number;
  readonly message: string;
}

/** What is known when the user has just logged in. */
export interface LoginContext {
  readonly isConnected: boolean;
  readonly isOrder: boolean;
  readonly legs: readonly OrderedLeg[];
}

/** How the flow stops after the login: an error ends the transaction; `stuck` leaves it USED for ever. */
export type Stop = { readonly kind: 'error'; readonly error: SdkError } | { readonly kind: 'stuck' };

/** One row of the scenario table. Every field but the first two is optional; what is missing means "goes well". */
export interface Scenario {
  /** Token without the `-<n>` that picks an account. */
  readonly token: string;
  /** One line for people: the broker page and the README show it. */
  readonly effect: string;
  /** Looks at the login and may stop the flow there. */
  readonly afterLogin?: (context: LoginContext) => Stop | null;
  /** Decides each leg of an order, in the order of the basket. */
  readonly fates?: (legs: readonly OrderedLeg[]) => LegFate[];
  /** Milliseconds of the virtual clock until the last leg is done, one after the other; at once without it. */
  readonly settlesAfterMs?: number;
  /** `amo`: the market is shut, and orders wait for its next opening. */
  readonly variety?: 'amo';
  /** How webhooks about this account go out, instead of what the control API says. */
  readonly webhooks?: WebhookBehaviour;
}

const stop = (error: SdkError): Stop => ({ kind: 'error', error });
const fill = (leg: OrderedLeg): LegFate => ({ kind: 'fill', quantity: leg.quantity });

/** Good trades whose webhooks misbehave, for this account alone. */
const MISBEHAVING_WEBHOOKS: readonly Scenario[] = [
  {
    token: 'lep-hook-dup',
    effect: 'all goes well; each webhook comes twice',
    webhooks: { mode: 'duplicate', delayMs: 0 },
  },
  {
    token: 'lep-hook-late',
    effect: 'all goes well; webhooks come a minute late',
    webhooks: { mode: 'normal', delayMs: LATE_WEBHOOK_MS },
  },
  {
    token: 'lep-hook-reorder',
    effect: 'all goes well; the completed webhook comes before the placed one',
    webhooks: { mode: 'reorder', delayMs: 0 },
  },
  {
    token: 'lep-hook-lost',
    effect: 'all goes well; webhooks never come',
    webhooks: { mode: 'lost', delayMs: 0 },
  },
  {
    token: 'lep-hook-badsum',
    effect: 'all goes well; webhooks have a wrong checksum',
    webhooks: { mode: 'bad-checksum', delayMs: 0 },
  },
  {
    token: 'lep-hook-tamper',
    effect: 'all goes well; webhooks were changed, under a good checksum',
    webhooks: { mode: 'tamper', delayMs: 0 },
  },
];

/** Section 20 [assumed]: what each scenario token does. To add one, add a row; nothing else names a scenario. */
export const SCENARIOS: readonly Scenario[] = [
  { token: 'lep-ok', effect: 'all legs fill at once' },
  {
    token: 'lep-reject',
    effect: 'every leg is rejected by the exchange',
    fates: (legs) => legs.map(() => ({ kind: 'reject', errorCode: 'orderUnmatched' })),
  },
  {
    token: 'lep-partial',
    effect: 'first leg fills, second gets half, the rest are cancelled (a single leg gets half)',
    fates: partialFates,
  },
  {
    token: 'lep-slow',
    effect: 'legs fill one by one over 30 s, the SDK gives 4006',
    settlesAfterMs: SLOW_SETTLEMENT_MS,
  },
  {
    token: 'lep-amo',
    effect: 'market shut: an after-market order waits for 09:15 IST of the next weekday',
    variety: 'amo',
  },
  {
    token: 'lep-addfunds',
    effect: 'orders with a buy end at the add-funds prompt (1012), nothing is sent',
    afterLogin: ({ legs }) =>
      legs.some((leg) => leg.side === 'BUY') ? stop(SDK_ERRORS.cancelledAfterLogin) : null,
  },
  {
    token: 'lep-lowfunds',
    effect: 'buys are rejected for want of money, sells fill',
    fates: (legs) =>
      legs.map((leg) => (leg.side === 'BUY' ? { kind: 'reject', errorCode: 'marginsExceeded' } : fill(leg))),
  },
  {
    token: 'lep-unplaced',
    effect: 'nothing reaches the exchange',
    fates: (legs) => legs.map(() => ({ kind: 'unplaced', errorCode: 'adapterError' })),
  },
  {
    token: 'lep-closed',
    effect: 'orders fail: market closed (4004)',
    afterLogin: ({ isOrder }) => (isOrder ? stop(SDK_ERRORS.marketClosed) : null),
  },
  {
    token: 'lep-noholdings',
    effect: 'orders with a sell fail: insufficient holdings (1004)',
    afterLogin: ({ legs }) =>
      legs.some((leg) => leg.side === 'SELL') ? stop(SDK_ERRORS.insufficientHoldings) : null,
  },
  {
    token: 'lep-consent',
    effect: 'user refuses the consent screen (1003)',
    afterLogin: () => stop(SDK_ERRORS.consentDenied),
  },
  {
    token: 'lep-mismatch',
    effect: 'a connected user logs in to another account (1001)',
    afterLogin: ({ isConnected }) => (isConnected ? stop(SDK_ERRORS.userMismatch) : null),
  },
  {
    token: 'lep-cancel',
    effect: 'user leaves after the login (1012)',
    afterLogin: () => stop(SDK_ERRORS.cancelledAfterLogin),
  },
  {
    token: 'lep-stuck',
    effect: 'user logs in and nothing more happens',
    afterLogin: () => ({ kind: 'stuck' }),
  },
  {
    token: 'lep-apierror',
    effect: 'fault at Gateway or broker (2000)',
    afterLogin: () => stop(SDK_ERRORS.internal),
  },
  ...MISBEHAVING_WEBHOOKS,
];

const TOKEN_SHAPE = /^(lep-[a-z][a-z-]*?)(?:-([0-9]{1,9}))?$/;

/** The scenario of a typed token `lep-<scenario>[-<n>]`; null for any other text, which no broker takes as a login. */
export function scenarioOf(token: string): Scenario | null {
  const [, name] = TOKEN_SHAPE.exec(token) ?? [];
  return SCENARIOS.find((scenario) => scenario.token === name) ?? null;
}

/** What the exchange makes of each leg in a scenario. */
export function fatesOf(scenario: Scenario, legs: readonly OrderedLeg[]): LegFate[] {
  return scenario.fates?.(legs) ?? legs.map(fill);
}

function partialFates(legs: readonly OrderedLeg[]): LegFate[] {
  const halfAt = legs.length === 1 ? 0 : 1;
  return legs.map((leg, index) => {
    if (index < halfAt) return fill(leg);
    const half = Math.floor(leg.quantity / 2);
    return index === halfAt && half > 0 ? { kind: 'fill', quantity: half } : { kind: 'cancel' };
  });
}
