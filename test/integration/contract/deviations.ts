import { signedToken } from '../../../src/contract/stage.js';
import type { SectionId } from '../../../src/contract/sections.js';
import type { SdkAnswer, Target } from '../../../src/contract/target.js';
import { type Deviation, hmacOf, type Passing, type PassingAnswer } from '../../support/contract-stage.js';

// biome-ignore lint/suspicious/noExplicitAny: deviations change arbitrary answers
type Any = any;

/** A gateway that differs in one fact: what it does, and the check that has to notice. */
type Row = readonly [
  section: SectionId,
  what: string,
  check: string,
  deviation: (target: Target) => Deviation,
];

const answers = (change: (answer: PassingAnswer, call: Passing) => void) => (): Deviation => ({
  answer: change,
});

/** Changes `data` of successful answers of calls whose path ends so. */
const data = (ending: string, change: (data: Any, call: Passing) => unknown) =>
  answers((answer, call) => {
    if (!call.path.endsWith(ending) || answer.status !== 200 || answer.body === null) return;
    answer.body.data = change(answer.body.data, call) ?? answer.body.data;
  });

const isCreation = ({ path }: Passing) => path.endsWith('/transaction');

/** Creates what should be refused. */
const creates = (isMeant: (request: Any) => boolean) =>
  answers((answer, call) => {
    if (!isCreation(call) || !isMeant(call.request)) return;
    answer.status = 200;
    const created = { transactionId: `TRX_${'0'.repeat(32)}`, expireAt: new Date().toISOString() };
    answer.body = { success: true, errors: null, data: created };
  });

/** Refuses what should be created. */
const refuses = (isMeant: (request: Any) => boolean) =>
  answers((answer, call) => {
    if (!isCreation(call) || !isMeant(call.request)) return;
    answer.status = 400;
    answer.body = { success: false, errors: ['not today'], data: null, errorType: 'InputException' };
  });

/** Changes the value that the SDK resolves with. */
const values = (change: (result: Any) => object) => (): Deviation => ({
  sdk: (answer): SdkAnswer =>
    answer.ok ? { ok: true, result: { ...answer.result, ...change(answer.result) } } : answer,
});

const webhooks = (change: (body: Any) => Any) => (): Deviation => ({ webhook: change });

const statusOf = (text: string, status: number) =>
  answers((answer) => {
    const [first] = (answer.body?.errors ?? []) as unknown[];
    if (first === text) answer.status = status;
  });

/** One fact of each section, and a few more of those that were assumed. */
export const DEVIATIONS: readonly Row[] = [
  [
    '2',
    'answers with a page instead of JSON',
    '2/base-url',
    answers((answer, { path }) => {
      if (path.endsWith('/transactiondetails')) Object.assign(answer, { body: null, text: '<html></html>' });
    }),
  ],
  [
    '2',
    'has one secret for both',
    '2/two-secrets',
    (target) => ({
      ask: ({ headers }) => {
        if (headers['x-gateway-secret'] === target.secret.reveal())
          headers['x-gateway-secret'] = target.apiSecret.reveal();
      },
    }),
  ],
  [
    '3',
    'does not ask for the API secret',
    '3/secret-required',
    (target) => ({
      ask: ({ headers }) => {
        headers['x-gateway-secret'] ??= target.apiSecret.reveal();
      },
    }),
  ],
  [
    '3',
    'gives every origin CORS headers',
    '3/foreign-origin',
    answers(({ headers }) => {
      headers['access-control-allow-origin'] = '*';
    }),
  ],
  [
    '3',
    'gives no origin CORS headers',
    '3/listed-origin',
    answers(({ headers }) => {
      delete headers['access-control-allow-origin'];
    }),
  ],
  [
    '4.1',
    'accepts tokens without a signature',
    '4.1/alg-none',
    (target) => ({ ask: acceptUnsigned(target) }),
  ],
  [
    '4.1',
    'gives out tokens for two hours',
    '4.1/given-life',
    (target) =>
      values(({ smallcaseAuthToken }) => {
        const claims = JSON.parse(
          Buffer.from(String(smallcaseAuthToken).split('.')[1] ?? '', 'base64url').toString(),
        );
        return {
          smallcaseAuthToken: signedToken(target.secret.reveal(), { ...claims, exp: claims.iat + 7_200 }),
        };
      })(),
  ],
  [
    '5',
    'gives a returning user another id',
    '5/returning',
    data('/transactiondetails', ({ transactionDetails }) => {
      if (transactionDetails.intent === 'TRANSACTION' && transactionDetails.authId !== null)
        transactionDetails.authId = 'f'.repeat(24);
    }),
  ],
  [
    '6',
    'answers 403 to a wrong API secret',
    '6/secret-wrong-status',
    statusOf('Invalid gateway secret', 403),
  ],
  [
    '6',
    'answers 404 for an unknown transaction',
    '6/transaction-unknown-status',
    statusOf('TransactionIdNotFound', 404),
  ],
  [
    '6',
    'has other words for an expired token',
    '6/token-expired-text',
    answers(({ body }) => {
      if (Array.isArray(body?.errors) && body.errors[0] === 'jwt expired')
        body.errors = ['Token has expired'];
    }),
  ],
  [
    '6',
    'leaves `errors` out of a success',
    '6/success-envelope',
    answers(({ body }) => {
      if (body?.success === true) delete body.errors;
    }),
  ],
  [
    '7',
    'gives transactions ids in upper case',
    '7/transaction-id',
    data('/transaction', (sent) => ({
      ...sent,
      transactionId: String(sent.transactionId).toUpperCase(),
    })),
  ],
  [
    '7',
    'sends `expireAt` as a number',
    '7/expire-at',
    data('/transaction', (sent) => ({ ...sent, expireAt: Date.parse(sent.expireAt) })),
  ],
  ['7.1', 'does not know ONBOARDING', '7.1/ONBOARDING', refuses(({ intent }) => intent === 'ONBOARDING')],
  [
    '7.1',
    'lets a guest fetch funds',
    '7.1/FETCH_FUNDS-guest',
    creates(({ intent }) => intent === 'FETCH_FUNDS'),
  ],
  [
    '7.2',
    'takes a basket with some quantities',
    '7.2/all-or-none',
    creates(({ orderConfig }) => {
      const legs: Any[] = orderConfig?.securities ?? [];
      return (
        legs.some(({ quantity }) => quantity === undefined) &&
        legs.some(({ quantity }) => quantity !== undefined)
      );
    }),
  ],
  [
    '7.2',
    'names limit orders otherwise',
    '7.2/limit',
    refuses(({ orderConfig }) => orderConfig?.securities?.[0]?.orderType === 'LIMIT'),
  ],
  [
    '7.3',
    'lets a guest rebalance',
    '7.3/REBALANCE-guest',
    creates(({ orderConfig }) => orderConfig?.type === 'REBALANCE'),
  ],
  [
    '7.4',
    'takes booleans alone',
    '7.4/funds-text',
    refuses(({ assetConfig }) => assetConfig?.mfHoldings === 'true'),
  ],
  ['7.5', 'takes any PAN', '7.5/bad-pan', creates(({ assetConfig }) => assetConfig?.pan === 'abc')],
  [
    '8',
    'has transactions live for half an hour',
    '8/lifetime',
    data('/transaction', (sent) => ({
      ...sent,
      expireAt: new Date(Date.parse(sent.expireAt) + 25 * 60_000).toISOString(),
    })),
  ],
  [
    '8',
    'has a status for what has expired',
    '8/expired',
    data('/transactiondetails', ({ transactionDetails }) => {
      if (transactionDetails.expired) transactionDetails.status = 'EXPIRED';
    }),
  ],
  [
    '9',
    'has the transaction in `data` itself',
    '9/wrapper',
    data('/transactiondetails', ({ transactionDetails }) => transactionDetails),
  ],
  [
    '9',
    'sends times in seconds',
    '9/fields',
    data('/transactiondetails', ({ transactionDetails }) => {
      transactionDetails.createdAt = Math.floor(Date.parse(transactionDetails.createdAt) / 1000);
    }),
  ],
  [
    '10',
    'has order details elsewhere',
    '10/path',
    answers((answer, { path }) => {
      if (path.endsWith('/user/orders')) answer.status = 404;
    }),
  ],
  [
    '10',
    'calls the list otherwise',
    '10/wrapper',
    data('/user/orders', ({ orders }) => ({ orderBatches: orders })),
  ],
  [
    '11',
    'counts shares instead of legs',
    '11/counts-legs',
    values(({ orderBatches }) => ({
      ...(orderBatches === undefined
        ? {}
        : { orderBatches: orderBatches.map((batch: Any) => ({ ...batch, quantity: 7 })) }),
    })),
  ],
  [
    '11',
    'has another word for a filled leg',
    '11/filled-leg',
    values(({ orderBatches }) => ({
      ...(orderBatches === undefined
        ? {}
        : {
            orderBatches: orderBatches.map((batch: Any) => ({
              ...batch,
              orders: [{ ...batch.orders[0], status: 'FILLED' }],
            })),
          }),
    })),
  ],
  [
    '12',
    'answers an empty list before the first import',
    '12/never-imported-status',
    answers((answer, { path }) => {
      if (path.endsWith('/user/holdings') && answer.status === 404)
        Object.assign(answer, {
          status: 200,
          body: { success: true, errors: null, data: { securities: [] } },
        });
    }),
  ],
  [
    '12.1',
    'sends shares of version 1 as text',
    '12.1/body',
    data('/user/holdings', (sent, { query }) => {
      if (query.get('version') !== 'v1') return;
      for (const row of sent.securities.holdings) row.shares = String(row.shares);
    }),
  ],
  [
    '12.2',
    'leaves positions out of what can be sold',
    '12.2/transactable',
    data('/user/holdings', (sent) => {
      if (Array.isArray(sent.securities)) sent.securities[0].transactableQuantity += 1;
    }),
  ],
  [
    '13',
    'has `getOtp` elsewhere',
    '13/getOtp-unknown',
    answers((answer, { path }) => {
      if (path.endsWith('/getOtp')) answer.status = 404;
    }),
  ],
  [
    '14',
    'sends cash as text',
    '14/details',
    data('/transactiondetails', ({ transactionDetails }) => {
      const sent = transactionDetails.success?.data;
      if (sent?.funds !== undefined) sent.funds = String(sent.funds);
    }),
  ],
  [
    '15',
    'calls the catalogue otherwise',
    '15/list',
    data('/smallcases', ({ smallcases }) => ({ items: smallcases })),
  ],
  [
    '15',
    'lets guests read subscriptions',
    '15/subscriptions-guest',
    answers((answer, { path }) => {
      if (path.endsWith('/subscriptions'))
        Object.assign(answer, {
          status: 200,
          body: { success: true, errors: null, data: { subscriptions: [] } },
        });
    }),
  ],
  ['17', 'posts webhooks as a form', '17/post', () => ({ webhookType: 'application/x-www-form-urlencoded' })],
  [
    '17.1',
    'has holdings under another name',
    '17.1/holdings',
    webhooks(({ securities, smallcases, ...rest }) =>
      securities === undefined ? rest : { ...rest, portfolio: { stocks: securities } },
    ),
  ],
  [
    '17.1',
    'does not announce placed orders',
    '17.1/two',
    webhooks((body) => (body.status === 'PLACED' ? null : body)),
  ],
  [
    '17.2',
    'has the proof in an object of its own',
    '17.2/identification',
    webhooks(({ timestamp, checksum, ...rest }) => ({
      ...rest,
      proof: { timestamp, checksum },
    })),
  ],
  [
    '17.2',
    'sends the timestamp as a number',
    '17.2/timestamp',
    webhooks((body) => ({ ...body, timestamp: Date.parse(body.timestamp) })),
  ],
  [
    '17.3',
    'has the holdings under `data`',
    '17.3/body',
    webhooks(({ timestamp, checksum, ...rest }) => ({ data: rest, timestamp, checksum })),
  ],
  [
    '17.4',
    'has the folios outside of `payload`',
    '17.4/body',
    webhooks((body) =>
      body.data?.payload === undefined
        ? body
        : { ...body, data: { ...body.data.payload, transactionId: body.data.transactionId } },
    ),
  ],
  [
    '17.5',
    'sends a map of actions',
    '17.5/body',
    webhooks(({ action, ...rest }) => ({ ...rest, actions: { rebalance: [action] } })),
  ],
  [
    '17.6',
    'signs in base64',
    '17.6/order',
    (target) => ({
      webhook: (body) => ({
        ...body,
        checksum: hmacOf(target.apiSecret.reveal(), `${body.timestamp}${body.smallcaseAuthId}`, 'base64'),
      }),
    }),
  ],
  [
    '17.6',
    'signs mutual funds like the others',
    '17.6/mutual-funds',
    (target) => ({
      webhook: (body) => ({
        ...body,
        checksum: hmacOf(target.apiSecret.reveal(), `${body.timestamp}${body.smallcaseAuthId}`, 'hex'),
      }),
    }),
  ],
  [
    '17.7',
    'never sends a webhook again',
    '17.7/retry',
    () => {
      const seen = new Set<string>();
      return {
        webhook: (body) => {
          const text = JSON.stringify(body);
          const isNew = !seen.has(text);
          seen.add(text);
          return isNew ? body : null;
        },
      };
    },
  ],
  [
    '18.1',
    'has another method',
    '18.1/script',
    answers((answer, { path }) => {
      if (path.endsWith('.js')) answer.text = answer.text.replaceAll('triggerTransaction', 'begin');
    }),
  ],
  ['18.2', 'leaves the broker out', '18.2/connect', values(() => ({ broker: undefined }))],
  [
    '18.3',
    'has the older code for leaving',
    '18.3/leaving',
    () => ({
      sdk: (answer) =>
        !answer.ok && answer.error.code === 1010
          ? { ok: false, error: { ...answer.error, code: 1002 } }
          : answer,
    }),
  ],
  ['19', 'names brokers otherwise', '19/key', values(() => ({ broker: 'zerodha' }))],
  [
    '20',
    'keeps the suffix of virtual brokers',
    '20/suffix',
    values(({ broker }) => ({ broker: `${broker}-leprechaun` })),
  ],
  ['21', 'takes notes of any length', '21/notes-longer', creates(({ notes }) => String(notes).length > 256)],
  [
    '25',
    'calls exited smallcases otherwise',
    '25/exited',
    data('/exitedSmallcases', ({ exitedSmallcases }) => ({ smallcases: exitedSmallcases })),
  ],
];

/** Replaces a token without a signature by a good one. */
function acceptUnsigned(target: Target) {
  return ({ headers }: Passing) => {
    if (headers['x-gateway-authtoken']?.endsWith('.') !== true) return;
    const exp = Math.floor(Date.now() / 1000) + 60;
    headers['x-gateway-authtoken'] = signedToken(target.secret.reveal(), { guest: true, exp });
  };
}
