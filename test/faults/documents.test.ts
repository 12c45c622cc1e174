import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { count, figure } from '../support/faults.js';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.js';
import { type HeapProbe, probeHeap, WITH_INSPECTOR } from '../support/inspector.js';

/** Different documents of each kind and transport. */
const DOCUMENTS = count(2_000);
const AT_ONCE = 10;
/** Memory that may remain afterwards: the cached documents, and the noise of a busy heap. */
const GROWTH_MAX_BYTES = (16 + 8) * 2 ** 20;

const repeat = (times: number, text: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => text(n)).join(' ');
/** The most that a request can contain: three bytes of JSON each. */
const COMMENTS = '#\n'.repeat(30_000);

/** Documents that take the most memory for their text. `n` makes each another one. */
const KINDS: Readonly<Record<string, (n: number) => string>> = {
  'long lists': (n) => `{transactions(status:[${repeat(900, () => 'USED')}]){edges{cursor}}}#${n}`,
  'long names': (n) => `{${repeat(300, (field) => `a_rather_long_name_${n}_${field}:__typename`)}}`,
  'comments alone': (n) => `{__typename}${COMMENTS}${n}`,
  'comments and a variable that is missing': (n) => `query($id:ID!){order(id:$id){id}}${COMMENTS}${n}`,
  'invalid fields': (n) => `{${repeat(900, (field) => `unknown_${n}_${field}`)}}`,
};

let emulator: TestEmulator;
let gateway: GatewayProcess;
let heap: HeapProbe;

beforeAll(async () => {
  emulator = await startEmulator();
  gateway = await startGatewayProcess(emulator, WITH_INSPECTOR);
  heap = await probeHeap(gateway.log());
});

afterAll(async () => {
  heap?.close();
  for (const part of [gateway, emulator]) await part?.close();
});

async function ask(path: string, query: string): Promise<void> {
  const response = await fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: path === '/graphql' ? 'application/json' : 'text/event-stream',
    },
    body: JSON.stringify({ query }),
  });
  await response.arrayBuffer();
  // Read, whether it is valid or not.
  expect([200, 400]).toContain(response.status);
}

async function askAll(
  path: string,
  documentOf: (n: number) => string,
  from: number,
  to: number,
): Promise<void> {
  let next = from;
  const worker = async () => {
    while (next < to) await ask(path, documentOf(next++));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Collects twice: buffers are released one collection after the objects that held them. */
async function heldBytes(): Promise<number> {
  await heap.heldBytes();
  return await heap.heldBytes();
}

test.each(['/graphql', '/graphql/stream'])(
  'endless documents from a client without a token leave no more at %s than the caches keep',
  async (path) => {
    for (const documentOf of Object.values(KINDS)) await askAll(path, documentOf, 0, AT_ONCE);
    const before = await heldBytes();
    for (const [name, documentOf] of Object.entries(KINDS)) {
      await askAll(path, documentOf, AT_ONCE, AT_ONCE + DOCUMENTS);
      const growth = (await heldBytes()) - before;
      figure(`${DOCUMENTS} documents of ${name} at ${path}`, `${(growth / 2 ** 20).toFixed(1)} MiB held`);
      expect({ name, isBounded: growth < GROWTH_MAX_BYTES }).toEqual({ name, isBounded: true });
    }
  },
);
