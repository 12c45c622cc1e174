import { expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { createHeadReader } from '../../../src/events/head-cursor.js';

const schema = buildSchema(`
  type Query { viewer: Viewer page: Page }
  type Viewer { id: ID cursor: String! }
  type Page { cursor: String }
`);
const viewer = { id: 'alice', expiresAt: 0, acceptedUntil: 0 };

/** What one operation leaves in its context, and how often the head was read. */
async function run(text: string, headCursor: () => Promise<string>, of: typeof viewer | null = viewer) {
  let reads = 0;
  const counted = () => {
    reads += 1;
    return headCursor();
  };
  const contextValue: { viewer: typeof viewer | null; cursor?: Promise<string> } = { viewer: of };
  await createHeadReader(schema, { headCursor: counted })({ schema, document: parse(text), contextValue });
  return { reads, cursor: contextValue.cursor };
}

test('the head is read for each document that selects the cursor of the viewer, and for no other', async () => {
  const read = async (text: string) => (await run(text, async () => 'head')).reads;
  expect(await read('{ viewer { cursor } }')).toBe(1);
  expect(await read('{ page { cursor } viewer { ...V } } fragment V on Viewer { at: cursor }')).toBe(1);
  expect(await read('{ page { cursor } viewer { id } }')).toBe(0);
  expect((await run('{ viewer { cursor } }', async () => 'head', null)).reads).toBe(0);
});

test('a head that cannot be read is the failure of its field, and stops nothing else', async () => {
  const { cursor } = await run('{ viewer { cursor } }', async () => {
    throw new Error('the ledger is away');
  });
  await expect(cursor).rejects.toThrow('the ledger is away');
});
