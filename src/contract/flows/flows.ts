import type { Stage } from '../stage.js';
import { basketOf, BUY_ONE } from '../checks/creation-rows.js';
import { firstSmallcase } from '../checks/catalogue.js';
import { fieldOf } from '../../gateway/json.js';
import { connectedAccount, connectFlow } from './accounts.js';
import { type Evidence, type FlowPlan, playFlow } from './flow.js';

/** The flows of level 1 after the first CONNECT. Each is played once, for all checks that look at it. */

type Plan = Pick<FlowPlan, 'title' | 'steps' | 'body'> & Partial<FlowPlan>;

function flow(stage: Stage, key: string, plan: (stage: Stage) => Promise<Plan>): Promise<Evidence> {
  return stage.once(`flow/${key}`, async (one) => {
    const defaults = { authId: null, account: 'first', leavesChooser: false, webhooks: 0 } as const;
    return await playFlow(one, { ...defaults, ...(await plan(one)) });
  });
}

/** A market order of one share by a guest who logs in to the account that has connected. */
export const orderFlow = (stage: Stage) =>
  flow(stage, 'order', async () => ({
    title: 'Buy one share',
    steps: 'Log in with your first leprechaun token and confirm the order as it is.',
    body: basketOf(BUY_ONE),
    webhooks: 2,
  }));

/** A limit order that cannot fill soon. */
export const openOrderFlow = (stage: Stage) =>
  flow(stage, 'open-order', async (one) => ({
    title: 'Place a limit order',
    steps:
      'Choose Zerodha or 5paisa, log in with your first leprechaun token, and confirm the order as it is.',
    body: basketOf({ ...BUY_ONE, orderType: 'LIMIT', price: 1_400 }),
    authId: await connectedAccount(one),
    webhooks: 1,
  }));

export const holdingsFlow = (stage: Stage) =>
  flow(stage, 'holdings', async (one) => ({
    title: 'Import holdings',
    steps: 'Log in with your first leprechaun token and agree to share the holdings.',
    body: { intent: 'HOLDINGS_IMPORT', version: 'v2', assetConfig: { mfHoldings: true } },
    authId: await connectedAccount(one),
    webhooks: 1,
  }));

export const fundsFlow = (stage: Stage) =>
  flow(stage, 'funds', async (one) => ({
    title: 'Share the available cash',
    steps: 'Log in with your first leprechaun token and agree.',
    body: { intent: 'FETCH_FUNDS' },
    authId: await connectedAccount(one),
  }));

export const smallcaseFlow = (stage: Stage) =>
  flow(stage, 'smallcase', async (one) => ({
    title: 'Buy a smallcase',
    steps: 'Log in with your first leprechaun token and confirm the order.',
    body: { intent: 'TRANSACTION', orderConfig: { type: 'BUY', scid: (await firstSmallcase(one)).scid } },
    authId: await connectedAccount(one),
  }));

export const mutualFundFlow = (stage: Stage) =>
  flow(stage, 'mutual-funds', async () => ({
    title: 'Import mutual funds',
    steps: 'Enter a PAN and the code that is sent. It is real data: leave this flow out unless it is yours.',
    body: {
      intent: 'MF_HOLDINGS_IMPORT',
      assetConfig: {},
      responseConfig: { casDetail: true, casSummary: true },
    },
    webhooks: 1,
  }));

/** A connected user who logs in to another account. */
export const mismatchFlow = (stage: Stage) =>
  flow(stage, 'mismatch', async (one) => ({
    title: 'Log in with the wrong account',
    steps: 'Choose the same broker, and log in with your second leprechaun token, which is another account.',
    body: { intent: 'HOLDINGS_IMPORT', version: 'v2' },
    authId: await connectedAccount(one),
    account: 'second',
  }));

export const leavingFlow = (stage: Stage) =>
  flow(stage, 'leaving', async () => ({
    title: 'Leave',
    steps: 'Close the list of brokers without choosing one.',
    body: { intent: 'CONNECT' },
    leavesChooser: true,
  }));

/** The transaction of the first CONNECT, triggered once more. */
export const repeatedFlow = (stage: Stage): Promise<Evidence> =>
  stage.once('flow/repeated', async (one) => {
    const first = await connectFlow(one);
    const { person } = one.target;
    if (person === null) return first;
    const sdk = await person.finish({
      transactionId: first.transactionId,
      authToken: await one.guest(),
      title: 'Use a transaction twice',
      steps: 'Press the button only: the SDK should refuse without showing anything.',
      account: 'first',
      leavesChooser: false,
    });
    return { ...first, sdk };
  });

/** The account that a flow ended with, as its transaction has it. */
export function authIdOf({ details }: Evidence): unknown {
  return fieldOf(details, 'authId');
}
