import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, extendSchema, parse } from 'graphql';
import { readProjectFile } from '../support/source-files.js';
import { idArguments } from './id-arguments.js';
import { isCursor, ROWS, type Row, SHAPES } from './ownership-rows.js';
import { createWorld, NEWCOMER, OTHER, OWNER, type Pair, type World } from './ownership-world.js';
import { type Operation, TRANSPORTS, type Transport, wholeAnswer } from './whole-answer.js';

const schema = buildSchema(readProjectFile('schema/schema.graphql'));
const NAMES = Object.keys(ROWS).sort();
/** The owner's account is not the current one any more after a row that links the spare account again. */
const IN_TURN = [...NAMES].sort((a, b) => Number(changesAccount(a)) - Number(changesAccount(b)));

function changesAccount(name: string): boolean {
  return ROWS[name]?.restore !== undefined;
}

describe('the table of fields with an id argument', () => {
  test('has a row for each such field of the schema, and no other', () => {
    expect(NAMES).toEqual(idArguments(schema));
  });

  test.each([
    ['a field', 'extend type Query { position(id: ID!): Int }', ['Query.position(id)']],
    ['a field of an object', 'extend type Order { leg(ids: [ID!]!): OrderLeg }', ['Order.leg(ids)']],
    ['an argument', 'extend type Subscription { news(after: String): Int }', ['Subscription.news(after)']],
    [
      'a field of an input object, wherever that is used',
      'extend input CancelOrderInput { legId: ID }',
      ['Mutation.createTransaction(input.cancelOrder.legId)'],
    ],
    [
      'a type behind node',
      'type Basket implements Node { id: ID! } extend type Query { baskets: [Basket!] }',
      ['Query.node(id) as Basket'],
    ],
  ])('notices %s that is new', (_name, change, missing) => {
    const changed = idArguments(extendSchema(schema, parse(change)));
    expect(changed.filter((name) => !NAMES.includes(name))).toEqual(missing);
  });
});

/** The expiry of a token that is otherwise valid. */
const LONG_AGO = 1_600_000_000;

let world: World;

/** One way to request one id: its transport and its document. */
interface Cell {
  readonly name: string;
  readonly transport: Transport;
  readonly document: (id: string, key: string) => string;
}

/** Every document over the usual transport of the operation, and the plain document over all possible transports. */
function cellsOf(name: string, row: Row): Cell[] {
  const rootType = row.rootType ?? name.split('.')[0] ?? '';
  const operation = rootType.toLowerCase();
  const type = isCursor(row.kind) ? 'String' : 'ID!';
  const home: readonly Transport[] = rootType === 'Subscription' ? ['ws', 'sse'] : ['http'];
  return SHAPES.flatMap((shape, index) =>
    (index === 0 && rootType !== 'Subscription' ? TRANSPORTS : home).map((transport) => ({
      name: `${shape.name} over ${transport}`,
      transport,
      document: (id: string, key: string) =>
        shape.document(operation, rootType, (argument) => row.call(argument, key), id, type),
    })),
  );
}

let keys = 0;

function operationOf(cell: Cell, id: string): Operation {
  keys += 1;
  const query = cell.document(id, `key-${keys}`);
  return { query, variables: query.includes('$id') ? { id } : {} };
}

async function answer(cell: Cell, token: string | null, id: string): Promise<unknown> {
  return await wholeAnswer(cell.transport, world.app.url, token, operationOf(cell, id));
}

/** Requests the owned id and the unknown one in each form and document. Returns both whole answers with the request. */
async function compare(name: string, token: string | null) {
  const row = ROWS[name] as Row;
  const answers = { owned: [] as unknown[], nothing: [] as unknown[] };
  for (const cell of cellsOf(name, row)) {
    for (const [form, pair] of world.pairs(row.kind, row.globalOnly === true).entries()) {
      const asked = { cell: cell.name, form };
      const { nothing, owned } = await askBoth(cell, token, pair);
      answers.nothing.push({ ...asked, answer: nothing });
      answers.owned.push({ ...asked, answer: owned });
    }
  }
  return answers;
}

/** An answer may name the end of the caller's own log, so both are requested again if that has moved in between. */
async function askBoth(cell: Cell, token: string | null, { own, unknown }: Pair) {
  for (;;) {
    const nothing = await answer(cell, token, unknown);
    const owned = await answer(cell, token, own);
    const isSame = isDeepStrictEqual(owned, nothing);
    if (isSame || isDeepStrictEqual(await answer(cell, token, unknown), nothing)) return { nothing, owned };
  }
}

async function expectNothingRevealed(name: string, viewer: string): Promise<void> {
  const { owned, nothing } = await compare(name, await world.app.token(viewer));
  expect(owned).toEqual(nothing);
  const text = JSON.stringify(owned);
  expect(world.revealing.filter((part) => text.includes(part))).toEqual([]);
}

describe('what belongs to one viewer', () => {
  let close: () => Promise<void> = async () => {};

  beforeAll(async () => {
    const created = await createWorld();
    world = created.world;
    close = created.close;
  });

  afterAll(() => close());

  describe('before the owner has sent a request, while nothing is cached', () => {
    test.each(NAMES)('%s answers another viewer as for an unknown id', (name) =>
      expectNothingRevealed(name, OTHER),
    );

    test.each(NAMES)('%s answers a new viewer as for an unknown id', (name) =>
      expectNothingRevealed(name, NEWCOMER),
    );
  });

  /** The value of the requested field in the answer of any transport, or the whole answer if it has errors. */
  function fieldIn(received: unknown): unknown {
    const { body, event, next } = received as Record<string, { data?: unknown } | undefined>;
    const result = (body ?? event?.data ?? next ?? received) as { data?: object | null; errors?: unknown };
    if (result.errors !== undefined || result.data == null) return received;
    return Object.values(result.data)[0];
  }

  describe('the owner', () => {
    test.each(IN_TURN)('%s is answered, for each form of the id', async (name) => {
      const row = ROWS[name] as Row;
      const token = await world.app.token(OWNER);
      for (const cell of cellsOf(name, row)) {
        for (const { own, unknown } of world.pairs(row.kind, row.globalOnly === true)) {
          const received = await answer(cell, token, own);
          const value = fieldIn(received);
          expect([cell.name, value]).toMatchObject([cell.name, row.owner]);
          if (row.restore !== undefined) await world.relink();
          expect(await answer(cell, token, unknown)).not.toEqual(received);
        }
      }
    });
  });

  describe('after the owner has read everything', () => {
    test.each(NAMES)('%s answers another viewer as for an unknown id', (name) =>
      expectNothingRevealed(name, OTHER),
    );

    test.each(NAMES)('%s answers a new viewer as for an unknown id', (name) =>
      expectNothingRevealed(name, NEWCOMER),
    );

    test.each(NAMES)('%s refuses callers without a token in the same way', async (name) => {
      const { owned, nothing } = await compare(name, null);
      expect(owned).toEqual(nothing);
      for (const { answer: received } of owned as { answer: unknown }[])
        expect(JSON.stringify(received)).toContain('"code":"UNAUTHENTICATED"');
    });

    test.each(NAMES)('%s refuses an expired token of the owner in the same way', async (name) => {
      const expired = await world.app.token(OWNER, { exp: LONG_AGO });
      const { owned, nothing } = await compare(name, expired);
      expect(owned).toEqual(nothing);
      for (const { answer: received } of owned as { answer: { status?: number; error?: unknown } }[])
        expect(received.status ?? received.error).toEqual(
          received.status === undefined ? [4403, 'Forbidden'] : 401,
        );
    });

    test('makes no upstream call for the id of another viewer', async () => {
      // The gateway polls the owner's transactions automatically, but never creates one or refreshes holdings.
      const askedFor = async () => {
        const requests = await world.app.emulator.control.requests();
        return requests.filter(({ method, path }) => method === 'POST' || path.includes('holdings')).length;
      };
      const before = await askedFor();
      expect(before).toBeGreaterThan(0);
      for (const name of NAMES) {
        await compare(name, await world.app.token(NEWCOMER));
        await compare(name, null);
      }
      expect(await askedFor()).toBe(before);
    });
  });
});
