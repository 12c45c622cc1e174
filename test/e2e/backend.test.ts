import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { blockNames, blockOf, CommandFolder } from '../support/doc-commands.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';
import { createTargetAs } from '../support/order-feed.js';
import { until } from '../support/until.js';

/** Runs the commands of docs/backend.md as written, except for the port. */

const page = readProjectFile('docs/backend.md');

let folder: CommandFolder;
let dev: BuiltDev;

beforeAll(async () => {
  folder = new CommandFolder();
  symlinkSync(join(projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
  dev = await startBuiltDev({ dataDir: join(folder.path, 'data') });
  await createTargetAs(dev.url, dev.token, 'backend');
});

afterAll(async () => {
  await dev.stop();
  folder.remove();
});

const example = (name: string) =>
  blockOf(page, 'example', name).replaceAll('127.0.0.1:4000', new URL(dev.url).host);
const run = async <Data>(name: string) =>
  (JSON.parse(await folder.run(example(name))) as { data: Data }).data;
const status = async () => {
  const response = await fetch(`${dev.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${dev.token}` },
    body: '{"query":"{ viewer { id } }"}',
  });
  return response.status;
};

describe('the commands of docs/backend.md', () => {
  test('are all run here', () => {
    expect(blockNames(page, 'example')).toEqual(['token', 'events', 'stream', 'end', 'command']);
  });

  test.each(['token', 'events'])('%s: reads the events of a user', async (name) => {
    const { events } = await run<{ events: { nodes: object[]; endCursor: string } }>(name);
    expect(events.endCursor).toMatch(/^[\w-]+$/);
    expect(events.nodes[0]).toMatchObject({ __typename: 'TransactionEvent', viewerId: 'alice', seq: 1 });
  });

  test('stream: begins with a position', async () => {
    await folder.follow(example('stream'), async (sees) => {
      expect(await sees(/StreamPosition/)).toMatch(/^id: \S+$/m);
    });
  });

  test('end: ends the sessions of a user', async () => {
    expect(await status()).toBe(200);
    const { endSessions } = await run<{ endSessions: { endedAt: string } }>('end');
    expect(Date.parse(endSessions.endedAt)).toBeLessThanOrEqual(Date.now());
    expect(await status()).toBe(401);
  });

  test('command: does the same from a shell', async () => {
    expect(await folder.run(example('command'))).toMatch(/^Ended all sessions of alice at /);
    await until('the token is refused', async () => (await status()) === 401);
  });
});
