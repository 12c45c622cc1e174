import { z } from 'zod';
import { BROKER_KEY_ALIASES, BROKERS, LEPRECHAUN_SUFFIX } from '../../gateway/brokers.js';
import { fieldOf } from '../../gateway/json.js';
import { SDK_ERRORS } from '../../gateway/wire.js';
import { type Check, checksOf } from '../check.js';
import { expectShape, expectThat, expectValue } from '../expect.js';
import { connectFlow } from '../flows/accounts.js';
import { type Evidence, rejection, resolved } from '../flows/flow.js';
import {
  holdingsFlow,
  leavingFlow,
  mismatchFlow,
  mutualFundFlow,
  openOrderFlow,
  orderFlow,
  repeatedFlow,
  smallcaseFlow,
} from '../flows/flows.js';
import { AUTH_ID, BATCH, TRANSACTION_ID } from '../shapes.js';
import type { Stage } from '../stage.js';
import { shown } from '../shown.js';

type Flow = (stage: Stage) => Promise<Evidence>;

const SCRIPT_CHECKS: readonly Check[] = checksOf('18.1', 0, [
  {
    id: 'script',
    tag: 'doc',
    claim: 'the script defines `scDK` with `triggerTransaction`',
    change: 'src/emulator/browser/scdk/main.ts#createClass',
    run: async (stage) => {
      const { text } = await stage.call({ path: stage.target.sdkUrl, secret: null, token: null });
      for (const name of ['scDK', 'triggerTransaction'])
        expectThat(text.includes(name), `\`${name}\` does not occur in it`);
    },
  },
]);

const LOGIN = {
  smallcaseAuthToken: z.string().min(1),
  broker: z.string().min(1),
  transactionId: TRANSACTION_ID,
};

const VALUES: readonly (readonly [
  id: string,
  tag: 'doc' | 'sdk',
  claim: string,
  flow: Flow,
  shape: z.ZodType,
])[] = [
  [
    'connect',
    'sdk',
    'CONNECT resolves with `smallcaseAuthToken`, `broker` and `transactionId`',
    connectFlow,
    z.looseObject(LOGIN),
  ],
  [
    'order',
    'doc',
    'an order resolves with the same and `notes` and `orderBatches`',
    orderFlow,
    z.looseObject({ ...LOGIN, notes: z.string(), orderBatches: z.array(BATCH).min(1) }),
  ],
  [
    'smallcase',
    'sdk',
    'a smallcase order resolves with `iscid`, `scid` and `name` too',
    smallcaseFlow,
    z.looseObject({ ...LOGIN, iscid: AUTH_ID, scid: z.string(), name: z.string() }),
  ],
  [
    'holdings',
    'sdk',
    'HOLDINGS_IMPORT resolves with the same as CONNECT and `status: true`',
    holdingsFlow,
    z.looseObject({ ...LOGIN, status: z.literal(true) }),
  ],
  [
    'mutual-funds',
    'sdk',
    'MF_HOLDINGS_IMPORT resolves with `transactionId`',
    mutualFundFlow,
    z.looseObject({ transactionId: TRANSACTION_ID }),
  ],
];

const VALUE_CHECKS: readonly Check[] = checksOf(
  '18.2',
  1,
  VALUES.map(([id, tag, claim, flow, shape]) => ({
    id,
    tag,
    claim,
    change: 'src/transactions/reports/sdk-result.ts#readSdkResult',
    run: async (stage: Stage) => expectShape(resolved(await flow(stage)), shape, 'the value'),
  })),
);

const ERRORS: readonly (readonly [
  id: string,
  tag: 'doc' | 'sdk',
  what: string,
  flow: Flow,
  error: keyof typeof SDK_ERRORS,
])[] = [
  ['mismatch', 'doc', 'a login with another account', mismatchFlow, 'userMismatch'],
  ['leaving', 'doc', 'closing the list of brokers', leavingFlow, 'cancelledInChooser'],
  ['repeated', 'doc', 'triggering a used transaction', repeatedFlow, 'expiredWhenTriggered'],
  ['open-order', 'sdk', 'an order without a final state', openOrderFlow, 'orderPending'],
];

const ERROR_CHECKS: readonly Check[] = checksOf(
  '18.3',
  1,
  ERRORS.map(([id, tag, what, flow, error]) => {
    const { code, message } = SDK_ERRORS[error];
    return {
      id,
      tag,
      claim: `${what} rejects with ${code} \`${message}\``,
      change: `src/gateway/wire.ts#SDK_ERRORS.${error}`,
      run: async (stage: Stage) => {
        const sent = rejection(await flow(stage));
        const sentCode = fieldOf(sent, 'code');
        expectThat(
          sentCode === code,
          `the code is ${typeof sentCode === 'number' ? sentCode : shown(sentCode)}`,
        );
        expectValue(fieldOf(sent, 'message'), message, 'the message');
      },
    };
  }),
);

function brokerOf(evidence: Evidence): string {
  return String(fieldOf(resolved(evidence), 'broker') ?? '');
}

const BROKER_CHECKS: readonly Check[] = [
  ...checksOf('19', 1, [
    {
      id: 'key',
      tag: 'sdk',
      claim: 'the broker that the SDK names is one of those that are known',
      change: 'src/gateway/brokers.ts#BROKERS',
      run: async (stage) => {
        const key = brokerOf(await connectFlow(stage)).replace(LEPRECHAUN_SUFFIX, '');
        const isKnown = BROKERS.some((broker) => broker.key === (BROKER_KEY_ALIASES[key] ?? key));
        expectThat(isKnown, `it is ${shown(key)}`);
      },
    },
  ]),
  ...checksOf('20', 1, [
    {
      id: 'suffix',
      tag: 'assumed',
      claim: 'answers name a leprechaun broker without its suffix',
      change: 'src/gateway/brokers.ts#LEPRECHAUN_SUFFIX',
      run: async (stage) => {
        const hasSuffix = brokerOf(await connectFlow(stage)).endsWith(LEPRECHAUN_SUFFIX);
        expectThat(!hasSuffix, 'it has the suffix');
      },
    },
    {
      id: 'one-account',
      tag: 'doc',
      claim: 'each leprechaun token is one account: two tokens are two users',
      change: 'src/emulator/state/ids.ts#deriveAuthId',
      run: async (stage) => void rejection(await mismatchFlow(stage)),
    },
  ]),
];

/** Sections 18 to 20. */
export const SDK_CHECKS: readonly Check[] = [
  ...SCRIPT_CHECKS,
  ...VALUE_CHECKS,
  ...ERROR_CHECKS,
  ...BROKER_CHECKS,
];
