import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltDev, startBuiltDev } from '../support/built-dev.js';

/** Runs the examples of README.md as written, except for the ports. */

const root = resolve(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

let home: string;
let dev: BuiltDev;

/** The commands need the project's folder: its packages, its command for npx, and the data of `npm run dev`. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'dwar-readme-'));
  mkdirSync(join(home, 'bin'));
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  const npx = join(home, 'bin', 'npx');
  writeFileSync(npx, `#!/bin/sh\nshift\nexec '${process.execPath}' '${join(root, 'bin/dwar.mjs')}' "$@"\n`);
  chmodSync(npx, 0o755);
  dev = await startBuiltDev({ dataDir: join(home, 'data') });
});

afterAll(async () => {
  await dev.stop();
  rmSync(home, { recursive: true, force: true });
});

function example(name: string): string {
  const [, text] =
    new RegExp(`<!-- example: ${name} -->\\s+\`\`\`\\w+\\n([\\s\\S]*?)\\n\`\`\``).exec(readme) ?? [];
  if (text === undefined) throw new Error(`README.md has no example ${name}`);
  return text.replaceAll('127.0.0.1:4000', new URL(dev.url).host);
}

function start(name: string): ChildProcess {
  return spawn('bash', ['-c', example(name)], {
    cwd: home,
    env: { PATH: `${join(home, 'bin')}:${process.env.PATH}`, HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
}

async function run(name: string): Promise<string> {
  const child = start(name);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  const code = await new Promise((settle) => void child.once('close', settle));
  expect([code, text]).toEqual([0, text]);
  return text;
}

/** Starts a command that runs until stopped, and stops it with its child processes. */
async function follow<T>(
  name: string,
  work: (sees: (what: RegExp) => Promise<string>) => Promise<T>,
): Promise<T> {
  const child = start(name);
  let text = '';
  let check = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      check();
    });
  }
  const closed = new Promise((settle) => void child.once('close', settle));
  const sees = (what: RegExp) =>
    new Promise<string>((settle, reject) => {
      check = () => what.test(text) && settle(text);
      void closed.then(() => reject(new Error(`it ended: ${text}`)));
      check();
    });
  try {
    return await work(sees);
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
    await closed;
  }
}

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
