import { SDK_ERRORS } from '../../gateway/wire.js';
import type { OrderedLeg } from '../market/batch.js';
import {
  fillPartly,
  leaveUnplaced,
  type OutcomeRules,
  rejectAll,
  rejectBuys,
} from '../market/order-outcomes.js';
import type { WebhookBehaviour } from '../state/records.js';

/** Time until `lep-slow` is settled, in milliseconds of the virtual clock. */
const SLOW_SETTLEMENT_MS = 30_000;
/** How late the webhooks of `lep-hook-late` are, in milliseconds of the virtual clock. */
const LATE_WEBHOOK_MS = 60_000;

/** An error the SDK rejects with (section 18.3). */
export interface SdkError {
  readonly code: number;
  readonly message: string;
}

/** What a scenario may decide by, right after the login. */
export interface LoginContext {
  readonly isConnected: boolean;
  readonly isOrder: boolean;
  readonly legs: readonly OrderedLeg[];
}

/** How the flow stops after the login: an error ends the transaction; `stuck` leaves it USED for ever. */
export type Stop = { readonly kind: 'error'; readonly error: SdkError } | { readonly kind: 'stuck' };

/** One row of the scenario table. A scenario with the first two fields alone succeeds in every step. */
export interface Scenario extends OutcomeRules {
  /** Token without the `-<n>` that picks an account. */
  readonly token: string;
  /** One line for people: the broker page and the README show it. */
  readonly effect: string;
  /** Stops the flow after the login when it does not return null. */
  readonly afterLogin?: (context: LoginContext) => Stop | null;
  /** Whether an account that this login opens needs AUTHORISE_HOLDINGS before its shares can be sold. */
  readonly needsAuthorisation?: true;
  /** How webhooks about this account are sent; takes precedence over the mode set by the control API. */
  readonly webhooks?: WebhookBehaviour;
}

const stop = (error: SdkError): Stop => ({ kind: 'error', error });

/** Trades that succeed while the webhooks of this account misbehave. */
const MISBEHAVING_WEBHOOKS: readonly Scenario[] = [
  {
    token: 'lep-hook-dup',
    effect: 'the trade succeeds; each webhook is sent twice',
    webhooks: { mode: 'duplicate', delayMs: 0 },
  },
  {
    token: 'lep-hook-late',
    effect: 'the trade succeeds; webhooks arrive a minute late',
    webhooks: { mode: 'normal', delayMs: LATE_WEBHOOK_MS },
  },
  {
    token: 'lep-hook-reorder',
    effect: 'the trade succeeds; the completed webhook arrives before the placed one',
    webhooks: { mode: 'reorder', delayMs: 0 },
  },
  {
    token: 'lep-hook-lost',
    effect: 'the trade succeeds; webhooks are lost',
    webhooks: { mode: 'lost', delayMs: 0 },
  },
  {
    token: 'lep-hook-badsum',
    effect: 'the trade succeeds; webhooks have a wrong checksum',
    webhooks: { mode: 'bad-checksum', delayMs: 0 },
  },
  {
    token: 'lep-hook-tamper',
    effect: 'the trade succeeds; webhooks are changed under a valid checksum',
    webhooks: { mode: 'tamper', delayMs: 0 },
  },
];

/**
 * Section 20 [assumed]: what each scenario token does. To add one, add a row; nothing else names a scenario.
 */
export const SCENARIOS: readonly Scenario[] = [
  { token: 'lep-ok', effect: 'all legs fill at once' },
  {
    token: 'lep-reject',
    effect: 'every leg is rejected by the exchange',
    outcomes: rejectAll('orderUnmatched'),
  },
  {
    token: 'lep-partial',
    effect: 'the first leg fills, half of the second, the others are cancelled (of a single leg, half fills)',
    outcomes: fillPartly,
  },
  {
    token: 'lep-slow',
    effect: 'legs fill one by one over 30 s; the SDK rejects with 4006',
    settlesAfterMs: SLOW_SETTLEMENT_MS,
  },
  {
    token: 'lep-amo',
    effect: 'market closed: an after-market order waits for 09:15 IST of the next weekday',
    variety: 'amo',
  },
  {
    token: 'lep-addfunds',
    effect: 'the user leaves orders with a buy at the add-funds prompt (1012)',
    afterLogin: ({ legs }) =>
      legs.some((leg) => leg.side === 'BUY') ? stop(SDK_ERRORS.cancelledAfterLogin) : null,
  },
  {
    token: 'lep-lowfunds',
    effect: 'buys are rejected for insufficient funds, sells fill',
    outcomes: rejectBuys('marginsExceeded'),
  },
  {
    token: 'lep-unplaced',
    effect: 'no leg reaches the exchange',
    outcomes: leaveUnplaced('adapterError'),
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
    token: 'lep-tpin',
    effect: 'a new account whose shares cannot be sold until AUTHORISE_HOLDINGS',
    needsAuthorisation: true,
  },
  {
    token: 'lep-consent',
    effect: 'the user refuses consent (1003)',
    afterLogin: () => stop(SDK_ERRORS.consentDenied),
  },
  {
    token: 'lep-mismatch',
    effect: 'a connected user logs in to another account (1001)',
    afterLogin: ({ isConnected }) => (isConnected ? stop(SDK_ERRORS.userMismatch) : null),
  },
  {
    token: 'lep-cancel',
    effect: 'the user leaves after the login (1012)',
    afterLogin: () => stop(SDK_ERRORS.cancelledAfterLogin),
  },
  {
    token: 'lep-stuck',
    effect: 'the user logs in, then the flow hangs (4003)',
    afterLogin: () => ({ kind: 'stuck' }),
  },
  {
    token: 'lep-apierror',
    effect: 'internal error at Gateway or the broker (2000)',
    afterLogin: () => stop(SDK_ERRORS.internal),
  },
  ...MISBEHAVING_WEBHOOKS,
];

const TOKEN_SHAPE = /^(lep-[a-z][a-z-]*?)(?:-([0-9]{1,9}))?$/;

/**
 * Finds the scenario of a token `lep-<scenario>[-<n>]`. Returns null for any other text: no broker accepts
 * it.
 */
export function scenarioOf(token: string): Scenario | null {
  const [, name] = TOKEN_SHAPE.exec(token) ?? [];
  return SCENARIOS.find((scenario) => scenario.token === name) ?? null;
}
