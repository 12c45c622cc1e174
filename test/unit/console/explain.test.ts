import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../src/console/explain/explain.js';
import { unmasked } from '../../../src/console/explain/explanation.js';
import { maskId } from '../../../src/core/output/mask.js';
import type { DeliveryOutline, Story } from '../../../src/ledger/operator/story.js';
import type { OrderSnapshot, TransactionSnapshot } from '../../../src/ledger/snapshots.js';
import { anomaly, step, type TimelineEntry } from '../../../src/ledger/timeline.js';
import { order, transaction } from '../../support/facts.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const { transactionId, expireAt } = transaction();
const { batchId } = order();
const CREATED = step({ at: 1_000, source: 'CALL', from: null, to: 'INITIALIZED' });

interface Changes extends Partial<Omit<Story, 'transaction' | 'orders'>> {
  readonly transaction?: Partial<TransactionSnapshot>;
  readonly plan?: { readonly readAt: number | null; readonly failures?: number };
  readonly orders?: readonly (Partial<OrderSnapshot> & { readonly isRetracted?: boolean })[];
}

function story({ transaction: changes = {}, plan, orders = [], ...more }: Changes = {}): Story {
  const { readAt = null, failures = 0 } = plan ?? {};
  const kept = { createdSeq: 1, version: 1, revision: 1 };
  return {
    transaction: { snapshot: transaction(changes), ...kept, reads: 0, readAt, failures },
    orders: orders.map(({ isRetracted = false, ...each }) => ({
      snapshot: order(each),
      ...kept,
      isRetracted,
    })),
    entries: [CREATED],
    events: new Map(),
    deliveries: [],
    holdingsReadAt: null,
    isTruncated: false,
    ...more,
  };
}

const delivery = (changes: Partial<DeliveryOutline>): DeliveryOutline => ({
  deliveryId: 'd1',
  receivedAt: 2_000,
  kind: 'ORDER',
  state: 'APPLIED',
  failures: 0,
  playAt: null,
  problem: null,
  ...changes,
});

const at = (now: number, aheadMs = 0) => ({ mask: unmasked, moment: { now, upstreamNow: now + aheadMs } });
const nextOf = (changes: Changes, now = 5_000, aheadMs = 0) => explain(story(changes), at(now, aheadMs)).next;
const factsOf = (changes: Changes) => explain(story(changes), at(5_000)).facts;

describe('what happens next', () => {
  const expiry = {
    at: expireAt,
    sentence: "The transaction expires on Gateway's clock: after that the user cannot complete it.",
  };
  const read = (readAt: number, reason: string) => ({
    at: readAt,
    sentence: `Gateway is read by then: ${reason}.`,
  });
  const settled = { status: 'COMPLETED' } as const;

  test.each<[what: string, changes: Changes, next: readonly unknown[]]>([
    [
      'a used transaction',
      { transaction: { status: 'USED' }, plan: { readAt: 20_000 } },
      [read(20_000, 'the user has begun, and the outcome is not known'), expiry],
    ],
    [
      'an order in progress, which cannot expire',
      { transaction: { status: 'PROCESSING' }, plan: { readAt: 20_000 } },
      [read(20_000, 'the order is in progress')],
    ],
    [
      'an order that only a webhook has reported',
      { transaction: settled, plan: { readAt: 20_000 }, orders: [{ provenance: 'WEBHOOK' }] },
      [read(20_000, 'what a webhook has reported is not confirmed yet')],
    ],
    [
      'an order that is not final',
      { transaction: settled, plan: { readAt: 20_000 }, orders: [{ provenance: 'CONFIRMED' }] },
      [read(20_000, 'an order of the transaction is not final, or is not known yet')],
    ],
    [
      'a final order that a webhook has mentioned again',
      {
        transaction: settled,
        plan: { readAt: 20_000 },
        orders: [{ provenance: 'CONFIRMED', isFinal: true }],
      },
      [read(20_000, 'a webhook or a report of the app asked for it')],
    ],
    [
      'reads that fail',
      { transaction: { status: 'PROCESSING' }, plan: { readAt: 4_000, failures: 3 } },
      [{ at: 4_000, sentence: 'Gateway is read now (after 3 failed reads): the order is in progress.' }],
    ],
    [
      'a final order',
      { transaction: settled, orders: [{ provenance: 'CONFIRMED', isFinal: true }] },
      [{ at: null, sentence: 'Nothing more happens: it is final.' }],
    ],
    [
      'a retracted order, which does not count',
      { transaction: settled, orders: [{ isRetracted: true }] },
      [{ at: null, sentence: 'Nothing more happens: it is final.' }],
    ],
    [
      'a stale transaction',
      { transaction: { status: 'PROCESSING', isStale: true } },
      [
        {
          at: null,
          sentence: expect.stringMatching(/^Nothing more .*: the order did not end within seven trading/),
        },
      ],
    ],
    [
      'holdings that Gateway has not finished',
      { transaction: { ...settled, intent: 'HOLDINGS_IMPORT', orderKind: null }, holdingsReadAt: 30_000 },
      [
        {
          at: 30_000,
          sentence: 'The holdings of the account are read again: Gateway has not finished them.',
        },
      ],
    ],
    [
      'a webhook that could not be applied',
      {
        transaction: settled,
        deliveries: [delivery({ state: 'PENDING', failures: 2, playAt: 18_000 })],
      },
      [
        { at: 18_000, sentence: 'A stored webhook is applied again (attempt 3 of 5).' },
        { at: null, sentence: 'Gateway is not read again: it is final.' },
      ],
    ],
    [
      'a webhook that waits',
      {
        transaction: { ...settled, intent: 'HOLDINGS_IMPORT', orderKind: null },
        deliveries: [delivery({ state: 'UNMATCHED', problem: 'its account is not linked' })],
      },
      [
        {
          at: 2_000 + 7 * DAY_MS,
          sentence: 'A stored webhook is removed if it still waits: its account is not linked.',
        },
        { at: null, sentence: 'Gateway is not read again: it is final.' },
      ],
    ],
  ])('to %s', (_what, changes, next) => {
    expect(nextOf(changes)).toEqual(next);
  });

  test('is said in the time of our clock, though it is planned by that of Gateway', () => {
    const next = nextOf({ plan: { readAt: 20_000 } }, 5_000, 3_000);
    expect(next.map((one) => one.at)).toEqual([17_000, expireAt - 3_000]);
  });

  test('to a transaction that has expired is its last read, and then nothing', () => {
    const now = expireAt + 1;
    expect(nextOf({ plan: { readAt: now + 10 } }, now)).toEqual([
      read(now + 10, 'the transaction has expired, and a late outcome would still count'),
    ]);
    expect(nextOf({}, now)).toEqual([
      {
        at: null,
        sentence: 'Nothing more happens: the transaction expired, and no read has found an outcome.',
      },
    ]);
  });

  test('to an order without a webhook are the retries that Gateway owes for 48 hours', () => {
    const entries = [CREATED, step({ at: 3_000, source: 'POLL', batchId, from: null, to: 'COMPLETED' })];
    const changes = {
      transaction: settled,
      orders: [{ provenance: 'CONFIRMED', isFinal: true }],
      entries,
    } as const;
    const retryAt = (now: number) => nextOf(changes, now)[0]?.at;
    expect(retryAt(4_000)).toBe(3_000 + 15 * MINUTE_MS);
    expect(retryAt(3_000 + 16 * MINUTE_MS)).toBe(3_000 + DAY_MS);
    expect(retryAt(3_000 + 25 * 60 * MINUTE_MS)).toBe(3_000 + 2 * DAY_MS);
    expect(nextOf(changes, 3_000 + 2 * DAY_MS)).toEqual([
      { at: null, sentence: 'Nothing more happens: it is final.' },
    ]);
    const arrived = { ...changes, deliveries: [delivery({ receivedAt: 4_000 })] };
    expect(nextOf(arrived)).toEqual([{ at: null, sentence: 'Nothing more happens: it is final.' }]);
  });
});

describe('what happened', () => {
  const said = step({ at: 2_000, source: 'WEBHOOK', batchId, from: null, to: 'COMPLETED' });
  const agreed = step({ at: 2_059, source: 'POLL', batchId, from: 'COMPLETED', to: 'COMPLETED' });
  const final = { provenance: 'CONFIRMED', isFinal: true, status: 'COMPLETED' } as const;
  const lines = (entries: readonly TimelineEntry[], changes: Changes = {}) =>
    factsOf({ entries: [CREATED, ...entries], orders: [final], ...changes })
      .slice(1)
      .map(({ lane, delayMs, sentence }) => [lane, delayMs, sentence]);

  test('is known of entries without ids, as the version before wrote them', () => {
    expect(lines([said, agreed], { deliveries: [delivery({ receivedAt: 2_000 })] })).toEqual([
      [
        'WEBHOOK',
        null,
        'A webhook said that the order is COMPLETED; a read follows that confirms or corrects it.',
      ],
      ['READ', 59, '59 ms after the webhook, a read agreed: the order is COMPLETED.'],
      ['STATE', null, 'The order is final: COMPLETED.'],
    ]);
  });

  test('failed where a status is a failure, or a delivery could not be applied', () => {
    const entries = [
      CREATED,
      step({ at: 2_000, source: 'POLL', from: 'INITIALIZED', to: 'ERRORED' }),
      step({ at: 3_000, source: 'POLL', batchId, from: null, to: 'UNFILLED' }),
      step({ at: 4_000, source: 'POLL', batchId, from: 'UNFILLED', to: 'COMPLETED' }),
    ];
    const deliveries = [
      delivery({ deliveryId: 'd5', receivedAt: 5_000, state: 'DEAD' }),
      delivery({ deliveryId: 'd6', receivedAt: 6_000, state: 'PENDING', failures: 1 }),
      delivery({ deliveryId: 'd7', receivedAt: 7_000, state: 'PENDING' }),
      delivery({ deliveryId: 'd8', receivedAt: 8_000, state: 'UNREADABLE' }),
      delivery({ deliveryId: 'd9', receivedAt: 9_000, state: 'UNMATCHED' }),
    ];
    const failed = factsOf({ entries, deliveries }).filter(({ isFailure }) => isFailure);
    expect([...new Set(failed.map(({ at }) => at))]).toEqual([2_000, 3_000, 5_000, 6_000, 8_000]);
  });

  test('is a repeat where a delivery changed nothing, or a contradiction comes once more', () => {
    const late = (at: number, text: string) =>
      anomaly({ at, source: 'WEBHOOK', batchId, from: 'COMPLETED', anomaly: text });
    const entries = [CREATED, late(2_000, 'x'), late(3_000, 'y'), late(4_000, 'x')];
    const deliveries = [
      delivery({ deliveryId: 'd5', receivedAt: 5_000 }),
      delivery({ deliveryId: 'd6', receivedAt: 6_000, kind: 'HOLDINGS' }),
      delivery({ deliveryId: 'd7', receivedAt: 7_000, state: 'ANOMALY', problem: 'z' }),
      delivery({ deliveryId: 'd8', receivedAt: 8_000, state: 'ANOMALY', problem: 'z' }),
    ];
    const repeats = factsOf({ entries, deliveries }).filter(({ isRepeat }) => isRepeat);
    expect(repeats.map(({ at }) => at)).toEqual([4_000, 5_000, 8_000]);
  });

  test('is not mixed up between two orders', () => {
    const other = { ...said, batchId: 'b'.repeat(24), at: 2_010 };
    const orders = [final, { batchId: 'b'.repeat(24) }];
    expect(lines([said, other, agreed], { orders })[2]).toEqual([
      'READ',
      59,
      `59 ms after the webhook, a read agreed: order ${batchId} is COMPLETED.`,
    ]);
  });

  test('settles a hint once: the next read has none', () => {
    const later = step({ at: 9_000, source: 'POLL', batchId, from: 'COMPLETED', to: 'COMPLETED' });
    expect(lines([said, agreed, later]).map(([, delayMs]) => delayMs)).toEqual([null, 59, null, null]);
  });

  test('names a retraction by the order where its event was trimmed', () => {
    const retracted = { at: 2_100, source: 'POLL', batchId, from: 'COMPLETED' } as const;
    const entries = [
      said,
      anomaly({ ...retracted, anomaly: 'was reported by a webhook and does not exist' }),
    ];
    expect(lines(entries, { orders: [{ isRetracted: true }] }).slice(1)).toEqual([
      [
        'READ',
        100,
        '100 ms after the webhook, a read of Gateway did not contain the order, which only a webhook had reported.',
      ],
      ['STATE', null, 'The order is retracted: it does not exist at Gateway.'],
    ]);
  });

  test.each<[state: DeliveryOutline['state'], changes: Partial<DeliveryOutline>, sentence: string]>([
    [
      'APPLIED',
      { kind: 'HOLDINGS' },
      'A webhook brought holdings; a read follows that confirms or corrects them.',
    ],
    [
      'UNMATCHED',
      { problem: 'its account is not linked' },
      'A webhook arrived and waits: its account is not linked.',
    ],
    ['PENDING', { failures: 1 }, 'A webhook is stored and not applied yet, after 1 failure.'],
    ['DEAD', {}, 'A webhook could not be applied in five attempts; the log has the reason.'],
    ['ANOMALY', { problem: 'odd' }, 'A webhook contradicted what is known: odd.'],
    [
      'UNREADABLE',
      { problem: 'orders: no list' },
      'A webhook is stored and was not applied: orders: no list; a read finds out what has changed.',
    ],
  ])('with a webhook that is %s', (state, changes, sentence) => {
    const [, fact] = factsOf({ deliveries: [delivery({ state, ...changes })] });
    expect(fact).toMatchObject({ lane: 'WEBHOOK', deliveryId: 'd1', sentence });
  });

  test('says of a holdings webhook how long its read took', () => {
    const deliveries = [delivery({ kind: 'HOLDINGS' })];
    const entries = [CREATED, step({ at: 3_500, source: 'POLL', from: 'USED', to: 'COMPLETED' })];
    const sentence = '1.5 s after the webhook, a read found the transaction COMPLETED.';
    expect(factsOf({ deliveries, entries })[2]).toMatchObject({ lane: 'READ', delayMs: 1_500, sentence });
  });

  test('hides ids and what looks private in sentences and Markdown, but not in the fields', () => {
    const problem = 'client reported alice@example.com after USED';
    const entries = [CREATED, said, anomaly({ at: 3_000, source: 'REPORT', from: 'USED', anomaly: problem })];
    const orders = [final, { batchId: 'b'.repeat(24) }];
    const { facts, markdown } = explain(story({ entries, orders }), { ...at(5_000), mask: maskId });
    const text = `${markdown} ${facts.map(({ sentence }) => sentence).join(' ')}`;
    for (const hidden of [transactionId, batchId, 'alice@example.com']) expect(text).not.toContain(hidden);
    expect(text).toContain(maskId(batchId));
    expect(facts[1]?.batchId).toBe(batchId);
    expect(facts[2]?.anomaly).not.toContain('alice@example.com');
  });

  test('keeps a table whole if a text contains bars and line breaks', () => {
    const entries = [CREATED, anomaly({ at: 3_000, source: 'REPORT', from: 'USED', anomaly: 'a | b\n| c' })];
    const { markdown } = explain(story({ entries }), at(5_000));
    const rows = markdown.split('\n').filter((line) => line.startsWith('| 1970'));
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('a \\| b \\| c');
  });
});
