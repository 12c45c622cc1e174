import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestEmulator, startEmulator } from '../support/emulator.js';
import { blockNames, blockOf, CommandFolder } from '../support/doc-commands.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { ALERTS } from '../support/promtool.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';

/** Runs every command of docs/runbook.md, slo.md and scale.md next to an instance in good health. */

const runbook = readProjectFile('docs/runbook.md');
const others = ['docs/slo.md', 'docs/scale.md'].map((path) => readProjectFile(path));
const lines = [
  ...ALERTS.flatMap((alert) => blockOf(runbook, 'run', alert).split('\n')),
  ...others.flatMap((page) =>
    blockNames(page, 'run').flatMap((name) => blockOf(page, 'run', name).split('\n')),
  ),
];

let emulator: TestEmulator;
let gateway: GatewayProcess;
let folder: CommandFolder;
let setup: string;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator);
  folder = new CommandFolder();
  symlinkSync(join(projectRoot, 'bench'), join(folder.path, 'bench'));
  const variables = Object.entries(gateway.env).map(([name, value]) => `export ${name}='${value}'`);
  const own = blockOf(runbook, 'run', 'setup').replace('http://127.0.0.1:9464', gateway.url);
  setup = [...variables, own].join('\n');
});

afterAll(async () => {
  folder?.remove();
  await gateway?.close();
  await emulator?.close();
});

describe('a command of the runbook', () => {
  test.each([...new Set(lines)])('prints something: %s', async (line) => {
    expect((await folder.run(`${setup}\n${line}`)).trim()).not.toBe('');
  });

  test('reads metrics that change with their fault, not only their descriptions', async () => {
    const bound = blockOf(runbook, 'run', 'DwarUnconfirmedBacklog').split('\n')[0] ?? '';
    expect(await folder.run(`${setup}\n${bound}`)).toMatch(/^dwar_orders_unconfirmed 0$/m);
  });
});
