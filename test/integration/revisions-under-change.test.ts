import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import type { HoldingsFact } from '../../src/gateway/facts.js';
import { applyHoldings } from '../../src/holdings/holdings.writer.js';
import { readLogBounds } from '../../src/ledger/events.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { graphql } from '../generated/gql.js';
import { TRANSPORTS } from '../support/any-transport.js';
import { startApp, type TestApp } from '../support/app.js';
import { present, REPORT_OUTCOME } from '../support/documents.js';
import { figure, randomStream, seed } from '../support/faults.js';
import { readMetric } from '../support/gateway-process.js';
import { createTarget, type FeedTarget, fillWebhook } from '../support/order-feed.js';
import { Player } from '../support/player.js';
import { pick } from '../support/random-documents.js';
import { fold, holdingsKey, revisedLog, seqOf } from '../support/revisions.js';
import { deliver, newBatchId } from '../support/webhook.js';

const WRITES = 60;
const READERS = 3;
const ORDERS = 5;

graphql(/* GraphQL */ `
  fragment ChangingObjects on Query {
    orders(first: 5) { edges { node { __typename id revision transaction { __typename id revision } } } }
    transactions(first: 5) { edges { node { __typename id revision orders(first: 5) { __typename id revision } } } }
    holdings { __typename revision brokerAccount { id } }
  }
`);
graphql(/* GraphQL */ `fragment CursorOfViewer on Viewer { cursor }`);
graphql(/* GraphQL */ `fragment ViewerWithCursor on Query { viewer { ...CursorOfViewer } }`);

/** The cursor first, last, within, aliased, in fragments, behind a condition, and through `node`. */
const DOCUMENTS = {
  first: graphql(/* GraphQL */ `query CursorFirst { viewer { cursor } ...ChangingObjects }`),
  last: graphql(/* GraphQL */ `query CursorLast { ...ChangingObjects viewer { cursor } }`),
  between: graphql(/* GraphQL */ `
    query CursorBetween {
      holdings { __typename revision brokerAccount { id } }
      viewer { cursor }
      ...ChangingObjects
    }
  `),
  'twice, under other names': graphql(/* GraphQL */ `
    query CursorTwice { me: viewer { at: cursor } ...ChangingObjects again: viewer { id cursor } }
  `),
  'in a fragment': graphql(/* GraphQL */ `query CursorInFragment { ...ChangingObjects ...ViewerWithCursor }`),
  'on a condition': graphql(/* GraphQL */ `
    query CursorOnCondition($yes: Boolean = true) {
      ...ChangingObjects
      viewer { ... on Viewer @include(if: $yes) { cursor } }
    }
  `),
  'through node': graphql(/* GraphQL */ `
    query CursorThroughNode {
      ...ChangingObjects
      node(id: "Vmlld2VyOmFsaWNl") { ... on Viewer { cursor } }
    }
  `),
};

/** What one answer shows: its cursors, and each object with its revision. */
interface Shown {
  readonly document: string;
  readonly transport: string;
  /** The number of an event that was on disk before it was asked for. */
  readonly acknowledged: number;
  readonly cursors: readonly string[];
  readonly objects: ReadonlyMap<string, number>;
}

describe.each([
  ['kept', true],
  ['never kept', false],
])('while everything changes and answers are %s', (_name, keepAnswers) => {
  let app: TestApp;
  let alice: Player;
  let target: FeedTarget;
  let authId: string;
  /** The ledger as another process sees it. */
  let others: Ledger;
  /** The number of an event that was on disk. */
  let acknowledged = 0;

  beforeAll(async () => {
    app = await startApp({ overrides: { keepAnswers } });
    alice = await Player.of(app, 'alice');
    // Before there is an account, so that any account may report on it.
    target = await createTarget(app.url, 'alice');
    ({ authId } = await alice.connect('lep-ok-3'));
    others = await openLedger(app.databaseUrl, { log: silentLog });
  });

  afterAll(async () => {
    await others.close();
    await app.close();
  });

  const batches = Array.from({ length: ORDERS }, newBatchId);
  const source = () =>
    ({ provenance: 'CONFIRMED', now: app.clock.now(), upstreamNow: app.clock.now() }) as const;
  const WRITERS: Readonly<Record<string, (n: number) => Promise<unknown>>> = {
    order: (n) => deliver(app.url, fillWebhook(target, present(batches[n % ORDERS]), n + 1)),
    // By another process: a command, or another instance.
    holdings: (n) => others.write((unit) => applyHoldings(unit, 'alice', holdingsOf(authId, n), source())),
    transaction: (n) => {
      const input = { transactionId: target.transactionId, errorCode: 1010 + (n % 2) };
      return alice.client.ask(REPORT_OUTCOME, { input });
    },
  };

  async function writeAll(): Promise<void> {
    for (let n = 0; n < WRITES; n += 1) {
      const kind = present(Object.keys(WRITERS)[n % 3]);
      await WRITERS[kind]?.(n);
      acknowledged = (await readLogBounds(others.db, 'alice')).head;
    }
  }

  async function askOnce(random: () => number): Promise<Shown> {
    const document = pick(random, Object.keys(DOCUMENTS)) as keyof typeof DOCUMENTS;
    const transport = pick(random, Object.keys(TRANSPORTS)) as keyof typeof TRANSPORTS;
    const before = acknowledged;
    const send = random() < 0.7 ? TRANSPORTS['HTTP POST'] : TRANSPORTS[transport];
    const token = present(alice.client.token);
    const { data, errors } = await send(app.url, token, { query: DOCUMENTS[document].toString() });
    expect(errors).toEqual([]);
    return { document, transport, acknowledged: before, ...readAnswer(data) };
  }

  test('each answer holds every event up to its cursor, and its cursor every acknowledged one', async () => {
    figure('revisions under change: seed', seed);
    let isDone = false;
    const read = async (reader: number) => {
      const random = randomStream(40 + reader);
      const shown: Shown[] = [];
      while (!isDone) shown.push(await askOnce(random));
      return shown;
    };
    const reading = Promise.all(Array.from({ length: READERS }, (_, reader) => read(reader)));
    await writeAll();
    isDone = true;
    const byReader = await reading;
    const log = await revisedLog(alice.client);
    for (const shown of byReader) {
      for (const each of shown) expectWhole(each, log);
      expectForward(shown);
    }
    const answers = byReader.flat();
    figure('answers under change', answers.length);
    for (const type of ['OrderEvent', 'HoldingsEvent', 'TransactionEvent'])
      expect(log.filter(({ __typename }) => __typename === type).length).toBeGreaterThanOrEqual(WRITES / 3);
    expect(answers.length).toBeGreaterThan(2 * READERS);
    expect(new Set(answers.map(({ cursors }) => cursors[0])).size).toBeGreaterThan(2);
  });

  test('and once nothing changes any more, the cursor is that of the newest event', async () => {
    const random = randomStream(50);
    const hits = () => readMetric(app.url, 'dwar_ready_answers_total{outcome="hit"}');
    const before = await hits();
    for (let n = 0; n < 30; n += 1) {
      const [shown, log] = [await askOnce(random), await revisedLog(alice.client)];
      expectWhole(shown, log);
      // A planned read may have come between the two.
      if (seqOf(present(shown.cursors[0])) < seqOf(present(log.at(-1)).cursor)) continue;
      expect(shown.objects).toEqual(shownBy(log, shown.objects));
    }
    if (keepAnswers) expect(await hits()).toBeGreaterThan(before);
    else expect(await hits()).toBe(before);
  });
});

/** Checks one answer against the log, which was read afterwards. */
function expectWhole({ document, transport, acknowledged, cursors, objects }: Shown, log: Log): void {
  const place = `${document}, ${transport}`;
  expect([place, new Set(cursors).size]).toEqual([place, 1]);
  const upTo = seqOf(present(cursors[0]));
  expect([place, upTo >= acknowledged]).toEqual([place, true]);
  const head = seqOf(present(log.at(-1)).cursor);
  for (const [key, revision] of fold(log, upTo)) {
    const shown = objects.get(key) ?? -1;
    expect([place, key, shown >= revision && shown <= head]).toEqual([place, key, true]);
  }
}

/** Checks that what one reader was shown never goes back. */
function expectForward(answers: readonly Shown[]): void {
  const last = new Map<string, number>();
  for (const { cursors, objects } of answers)
    for (const [key, revision] of [...objects, ['cursor', seqOf(present(cursors[0]))] as const]) {
      expect([key, revision >= (last.get(key) ?? 0)]).toEqual([key, true]);
      last.set(key, revision);
    }
}

type Log = Awaited<ReturnType<typeof revisedLog>>;

function shownBy(log: Log, objects: ReadonlyMap<string, number>): Map<string, number> {
  const known = fold(log);
  return new Map([...objects.keys()].map((key) => [key, known.get(key) ?? -1]));
}

/** Finds the cursors and objects of an answer, wherever they are. */
function readAnswer(data: unknown): Pick<Shown, 'cursors' | 'objects'> {
  const cursors: string[] = [];
  const objects = new Map<string, number>();
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    const fields = value as { readonly [name: string]: unknown };
    for (const name of ['cursor', 'at']) if (typeof fields[name] === 'string') cursors.push(fields[name]);
    if (typeof fields.revision === 'number') {
      const account = fields.brokerAccount as { readonly id: string } | null;
      const key = fields.__typename === 'Holdings' ? holdingsKey(account) : String(fields.id);
      objects.set(key, Math.min(fields.revision, objects.get(key) ?? fields.revision));
    }
    for (const inner of Object.values(fields)) walk(inner);
  };
  walk(data);
  return { cursors, objects };
}

function holdingsOf(authId: string, at: number): HoldingsFact {
  const none = { securities: [], smallcases: [], mutualFunds: null, isUpdating: false };
  return { ...none, authId, broker: 'kite', version: 'v2', snapshotAt: at, lastUpdateAt: at };
}
