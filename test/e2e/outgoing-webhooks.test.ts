import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';
import { blockOf, CommandFolder } from '../support/doc-commands.js';
import { freePort } from '../support/services.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';

/** Follows docs/outgoing-webhooks.md, as written except for the port and for `npm install`. */

const page = readProjectFile('docs/outgoing-webhooks.md');

let folder: CommandFolder;
let dev: BuiltDev;
let port: number;

beforeAll(async () => {
  port = await freePort();
  folder = new CommandFolder();
  symlinkSync(join(projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
  dev = await startBuiltDev({ dataDir: join(folder.path, 'data') });
});
afterAll(async () => {
  await dev?.stop();
  folder?.remove();
});

test('the receiver of the page gets a Ping, an order, and what is replayed under a new secret', async () => {
  const ported = (text: string) => text.replaceAll('3000', String(port));
  writeFileSync(join(folder.path, 'receiver.mjs'), ported(blockOf(page, 'file', 'receiver.mjs')));
  const added = await folder.run(ported(blockOf(page, 'example', 'add')));
  const [, endpoint = ''] = /endpoint (\w+)\./.exec(added) ?? [];
  const [secret = ''] = /whsec_[\w+/=]+/.exec(added) ?? [];
  const named = (name: string) => blockOf(page, 'example', name).replaceAll('<endpoint>', endpoint);
  const receive = (key: string) => blockOf(page, 'example', 'receive').replace('whsec_…', `'${key}'`);
  await folder.follow(receive(secret), async (sees) => {
    await sees(/^listening/m);
    expect(await folder.run(named('send'))).toContain('accepted msg_');
    const seen = await sees(/OrderEvent .*"isFinal":true/);
    expect(seen).toMatch(/^Ping /m);
    expect(seen).toMatch(/^TransactionEvent .*"gatewayTransactionId"/m);
  });
  const [renewed = ''] = /whsec_[\w+/=]+/.exec(await folder.run(named('rotate'))) ?? [];
  expect(renewed).not.toBe(secret);
  await folder.follow(receive(renewed), async (sees) => {
    await sees(/^listening/m);
    const replayed = await folder.run(named('replay').replace('2026-07-01', '2020-01-01'));
    expect(replayed).toContain('There are no dead letters.');
    expect(replayed).toMatch(/Queued \d+ events/);
    await sees(/^OrderEvent .*"isFinal":true/m);
  });
});
