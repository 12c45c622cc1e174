import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { blockOf, CommandFolder } from '../support/doc-commands.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';

/** Runs the examples of README.md as written, except for the ports. */

const readme = readProjectFile('README.md');

let folder: CommandFolder;
let dev: BuiltDev;

/** The commands need the project's folder: its packages, its command for npx, and the data of `npm run dev`. */
beforeAll(async () => {
  folder = new CommandFolder();
  symlinkSync(join(projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
  dev = await startBuiltDev({ dataDir: join(folder.path, 'data') });
});

afterAll(async () => {
  await dev.stop();
  folder.remove();
});

function example(name: string): string {
  return blockOf(readme, 'example', name).replaceAll('127.0.0.1:4000', new URL(dev.url).host);
}

const run = (name: string) => folder.run(example(name));
const follow = (name: string, work: Parameters<CommandFolder['follow']>[1]) =>
  folder.follow(example(name), work);

async function ask(name: string): Promise<Record<string, Record<string, unknown>>> {
  const response = await fetch(`${dev.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${dev.token}` },
    body: JSON.stringify({ query: example(name) }),
  });
  const answer = (await response.json()) as {
    data: Record<string, Record<string, unknown>>;
    errors?: unknown;
  };
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

describe('the examples of README.md', () => {
  test('watch and buy: the second terminal shows the event that the third one causes', async () => {
    await follow('watch', async (sees) => {
      await sees(/StreamPosition/);
      const played = await run('buy');
      expect(played.match(/^ok /gm)).toHaveLength(6);
      const [, batchId = 'none'] = /"batchId": "([0-9a-f]{24})"/.exec(played) ?? [];
      const seen = await sees(
        new RegExp(`"batchId":"${batchId}","status":"COMPLETED","provenance":"CONFIRMED"`),
      );
      expect(seen).toMatch(/^id: ?\S+$/m);
    });
  });

  test('subscription: graphql-ws receives the order', async () => {
    await follow('subscription', async (sees) => {
      await sees(/StreamPosition/);
      await run('buy');
      expect(await sees(/"isFinal":true/)).toContain('"provenance":"CONFIRMED"');
    });
  });

  test('query: returns the orders', async () => {
    const { orders } = await ask('query');
    expect(orders).toMatchObject({ edges: expect.arrayContaining([expect.anything()]) });
  });

  test('query-curl: returns the orders in a shell', async () => {
    const answer = JSON.parse(await run('query-curl')) as { data: { orders: { edges: unknown[] } } };
    expect(answer.data.orders.edges.length).toBeGreaterThan(0);
  });

  test('mutation: creates one transaction even if it is run twice', async () => {
    const first = await ask('mutation');
    expect(first.createTransaction).toMatchObject({ __typename: 'Transaction', status: 'INITIALIZED' });
    expect(await ask('mutation')).toEqual(first);
  });

  test('webhook: passes the checksum and is stored', async () => {
    const text = await run('webhook');
    expect(text).toMatch(/^200 /m);
    expect(text).toMatch(/ORDER +UNMATCHED/);
  });
});
