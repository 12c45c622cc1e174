import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../../src/core/log.js';
import { CursorCodec } from '../../../src/events/cursor.js';
import { trimEvents } from '../../../src/ledger/events.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../../support/app.js';
import { EVENT_LOG, present } from '../../support/documents.js';
import { type OperatorClient, openTestConsole } from '../../support/operator-client.js';
import { buying, Player } from '../../support/player.js';

type Json = Record<string, unknown>;

interface LoggedEvent extends Json {
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly cursor: string | null;
  readonly snapshot: string | null;
}

const VIEWER = 'anya-0123456789';
const OTHER = 'bela-0123456789';
const FIND = `query ($text: String!) {
  findEventLog(text: $text) { log { id viewer head } seq subjectId cursor isTruncated }
}`;
const LOG = `query ($viewer: ID!, $filter: EventFilter, $first: Int! = 50, $after: String) {
  eventLog(viewer: $viewer) {
    id viewer head horizon retentionDays epoch followers { count behindMost }
    events(filter: $filter, first: $first, after: $after) {
      nodes { id seq type subject subjectId at status provenance cursor }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
const EVENT = `query ($viewer: ID!, $seq: Int!) {
  eventLog(viewer: $viewer) {
    event(seq: $seq) {
      seq type subject cursor snapshot olderSeq newerSeq
      cause { sentence source deliveryId eventSeq } transaction { id transactionId } order { id batchId }
      previous { seq status snapshot }
    }
  }
}`;
const STATE = `query ($viewer: ID!, $seq: Int!) {
  eventLog(viewer: $viewer) {
    stateAt(seq: $seq) { seq isTruncated unknownUpTo events { seq type subject status } }
  }
}`;

describe('the console and the log of a viewer', () => {
  let app: TestApp;
  let ledger: Ledger;
  let masked: OperatorClient;
  let plain: OperatorClient;
  let player: Player;
  let transactionId: string;
  let viewer: string;

  const find = async (text: string, client = masked) =>
    (await client.ask(FIND, { text })).findEventLog as Json;
  const log = async (client: OperatorClient, variables: Json = {}) =>
    (await client.ask(LOG, { viewer, ...variables })).eventLog as Json & {
      readonly head: number;
      readonly events: { readonly nodes: LoggedEvent[]; readonly pageInfo: Json };
    };
  const event = async (client: OperatorClient, seq: number) =>
    ((await client.ask(EVENT, { viewer, seq })).eventLog as { event: LoggedEvent & Json }).event;
  const stateAt = async (seq: number) =>
    ((await plain.ask(STATE, { viewer, seq })).eventLog as { stateAt: Json & { events: LoggedEvent[] } })
      .stateAt;
  /** What the viewer's own client reads of its log. */
  const ownLog = async () => present((await player.client.ask(EVENT_LOG)).events).edges;

  beforeAll(async () => {
    app = await startApp({ env: { CONSOLE: 'on' } });
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    const operators = openTestConsole(app.app, ledger);
    masked = operators.as(['READER']);
    plain = operators.as(['READER'], { isMasked: false });
    await (await Player.of(app, OTHER)).create(buying());
    player = await Player.of(app, VIEWER);
    await player.connect('lep-ok-1');
    transactionId = await player.create(buying(2, 'INFY'));
    await player.complete(transactionId);
    await player.eventually(
      () => player.transaction(transactionId),
      ({ orders }) => orders[0]?.isFinal === true,
    );
    viewer = ((await find(VIEWER)).log as { id: string }).id;
  });

  afterAll(async () => {
    await ledger.close();
    await app.close();
  });

  test('is found by the viewer’s id, a transaction, an order and a cursor, and shows no id of a person', async () => {
    const [last] = (await ownLog()).slice(-1);
    const { orders } = await player.transaction(transactionId);
    for (const text of [
      VIEWER,
      transactionId,
      orders[0]?.batchId ?? '',
      orders[0]?.id ?? '',
      last?.cursor ?? '',
    ]) {
      const { log: found } = await find(` ${text} `);
      expect(found).toEqual({ id: viewer, viewer: 'anya…6789', head: (await log(plain)).head });
    }
    expect(viewer).not.toContain(VIEWER);
    expect(Buffer.from(viewer, 'base64url').toString()).not.toContain(VIEWER);
  });

  test('a transaction’s id leads to the events of that transaction alone', async () => {
    const { subjectId } = await find(transactionId);
    const { events } = await log(plain, { filter: { subject: subjectId } });
    expect(events.nodes.length).toBeGreaterThan(1);
    expect(new Set(events.nodes.map(({ type, subject }) => `${type} ${subject}`))).toEqual(
      new Set([`TRANSACTION ${transactionId}`]),
    );
  });

  test.each(['nobody', '', VIEWER.slice(0, -1), 'x'.repeat(256), `${VIEWER}\0`, 'NWYwMw', '💥'])(
    '%j finds nothing, without an error',
    async (text) => {
      expect(await find(text)).toEqual({
        log: null,
        seq: null,
        subjectId: null,
        cursor: null,
        isTruncated: false,
      });
    },
  );

  test('says of a cursor where it stands and whether a client can resume from it', async () => {
    const { head } = await log(plain);
    const cursors = new CursorCodec(ledger.epoch);
    const other = new CursorCodec('00000000');
    expect(await find(cursors.encode(VIEWER, head))).toMatchObject({ seq: head, cursor: 'KEPT' });
    expect(await find(cursors.encode(VIEWER, 0))).toMatchObject({ seq: 0, cursor: 'KEPT' });
    expect(await find(cursors.encode(VIEWER, head + 1))).toMatchObject({ seq: null, cursor: 'AHEAD' });
    expect(await find(cursors.encode(VIEWER, 999_999_999_999_999))).toMatchObject({ cursor: 'AHEAD' });
    expect(await find(other.encode(VIEWER, 1))).toMatchObject({ seq: null, cursor: 'OTHER_EPOCH' });
    expect(await find(cursors.encode('nobody', 1))).toMatchObject({ log: null, cursor: null });
    expect(await find(cursors.encode(OTHER, 1))).toMatchObject({ log: { viewer: 'bela…6789' }, seq: 1 });
  });

  test('lists the events that the viewer’s client gets, newest first, with the same cursors', async () => {
    const own = await ownLog();
    const nodes: LoggedEvent[] = [];
    for (let after: unknown = null; ; ) {
      const { events } = await log(plain, { first: 2, after });
      nodes.push(...events.nodes);
      if (events.pageInfo.hasNextPage !== true) break;
      after = events.pageInfo.endCursor;
    }
    expect(nodes.map(({ cursor }) => cursor)).toEqual(own.map(({ cursor }) => cursor).toReversed());
    expect(nodes.map(({ seq }) => seq)).toEqual(own.map((_, index) => own.length - index));
    const orders = nodes.filter(({ type }) => type === 'ORDER');
    expect(orders[0]).toMatchObject({ status: 'COMPLETED', provenance: 'CONFIRMED' });
    const { events } = await log(plain, { filter: { type: ['ORDER'] } });
    expect(events.nodes).toEqual(orders);
  });

  test('shows a masked operator no id, no cursor and no name of a person', async () => {
    const ids = [VIEWER, transactionId, ...(await ownLog()).map(({ cursor }) => cursor)];
    const { events } = await log(masked);
    const texts = [JSON.stringify(events)];
    for (const { seq, cursor } of events.nodes) {
      expect(cursor).toBeNull();
      texts.push(JSON.stringify(await event(masked, seq)));
    }
    const snapshots = (await log(plain)).events.nodes.map(({ subject }) => subject);
    for (const id of [...ids, ...snapshots]) expect(texts.join()).not.toContain(id);
    expect(texts.join()).toContain('anya…6789');
    const [transactionEvent] = (await log(plain, { filter: { type: ['TRANSACTION'] } })).events.nodes;
    const seen = await event(plain, transactionEvent?.seq ?? 0);
    const { authId } = JSON.parse(seen.snapshot ?? '{}') as { authId: string };
    expect(authId).toMatch(/\w{20}/);
    expect(texts.join()).not.toContain(authId);
  });

  test('shows what an event was about, what caused it, and the snapshot before', async () => {
    const { events } = await log(plain, { filter: { type: ['ORDER'] } });
    const [newest, before] = events.nodes;
    const found = await event(plain, newest?.seq ?? 0);
    expect(JSON.parse(found.snapshot ?? '{}')).toMatchObject({
      status: 'COMPLETED',
      transactionId,
      viewerId: VIEWER,
    });
    expect(found).toMatchObject({
      cause: { eventSeq: newest?.seq },
      transaction: { transactionId },
      order: { batchId: newest?.subject },
      previous: before === undefined ? null : { seq: before.seq },
      olderSeq: (newest?.seq ?? 0) - 1,
    });
    expect(await event(plain, 1)).toMatchObject({ olderSeq: null, newerSeq: 2, previous: null });
  });

  test('knows at each place what a client that stopped there has seen', async () => {
    const { events, head } = await log(plain, { first: 100 });
    const oldestFirst = events.nodes.toReversed();
    for (let seq = 0; seq <= head; seq++) {
      const seen = new Map<string, LoggedEvent>();
      for (const one of oldestFirst) if (one.seq <= seq) seen.set(one.subjectId, one);
      const state = await stateAt(seq);
      expect(state).toMatchObject({ seq, isTruncated: false, unknownUpTo: 0 });
      expect(state.events.map((one) => `${one.seq} ${one.type} ${one.status}`)).toEqual(
        [...seen.values()]
          .sort((one, two) => two.seq - one.seq)
          .map((one) => `${one.seq} ${one.type} ${one.status}`),
      );
    }
  });

  test.each([-1, 1_000_000])('refuses the state at %s, where the log has no place', async (seq) => {
    expect((await masked.run(STATE, { viewer, seq })).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('gives null for an id that was forged, and for one of another kind', async () => {
    const data = await plain.ask('{ orders { nodes { id viewerId } } }');
    const [order] = (data.orders?.nodes ?? []) as Json[];
    expect(order?.viewerId).toBe(viewer);
    for (const id of [String(order?.id), VIEWER, `${viewer}A`, '', 'x'.repeat(2_000)]) {
      expect((await masked.run(LOG, { viewer: id })).data).toEqual({ eventLog: null });
      await expect(
        masked.subscribe(`subscription { eventAppended(viewer: ${JSON.stringify(id)}) { seq } }`),
      ).rejects.toThrow();
    }
    const { events } = await log(masked, { filter: { subject: viewer } });
    expect(events.nodes).toEqual([]);
    expect((await masked.run(LOG, { viewer, after: viewer })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await masked.run(LOG, { viewer, first: 101 })).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('is followed live, and each new event is masked', async () => {
    const stream = await masked.subscribe(
      `subscription { eventAppended(viewer: "${viewer}") { seq type subject status cursor } }`,
    );
    const { head } = await log(plain);
    const created = await player.create(buying(1, 'TCS'));
    const { eventAppended } = (await stream.next()) as { eventAppended: Json };
    expect(eventAppended).toMatchObject({
      seq: head + 1,
      type: 'TRANSACTION',
      status: 'INITIALIZED',
      cursor: null,
    });
    expect(eventAppended.subject).not.toBe(created);
    stream.stop();
  });

  // Last: it deletes the log.
  test('says that nothing is known before what is kept', async () => {
    const { head } = await log(plain);
    await ledger.write((unit) => trimEvents(unit, Number.MAX_SAFE_INTEGER, head - 1));
    const { horizon } = (await log(plain)) as unknown as { horizon: number };
    expect(horizon).toBeGreaterThan(0);
    const { cursor } = await find(new CursorCodec(ledger.epoch).encode(VIEWER, horizon - 1));
    expect(cursor).toBe('TRIMMED');
    expect(await stateAt(horizon - 1)).toEqual({
      seq: horizon - 1,
      isTruncated: false,
      unknownUpTo: horizon,
      events: [],
    });
    expect(await event(plain, 1)).toBeNull();
  });
});
