import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../generated/gql.js';
import type { TestApp } from '../support/app.js';
import { type Outcome, TRANSPORTS } from '../support/any-transport.js';
import { ORDERS, startStage, TOKENS, VIEWER } from './persisted-stage.js';

const DEEP = graphql(/* GraphQL */ `
  query TooDeep { orders(first: 1) { edges { node { legs { averagePrice { amount } } } } } }
`);

const OUTSIDE = graphql(/* GraphQL */ `
  query Phone98765432 { order(id: "ABCDE1234F") { id } viewer { id } }
`);

/** What the log and metrics report to the operator of a gateway in these modes. */

const folder = mkdtempSync(join(tmpdir(), 'dwar-manifest-'));
let stage: Awaited<ReturnType<typeof startStage>>;

function manifestOf(documents: Readonly<Record<string, { toString(): string }>>): string {
  const path = join(folder, `${Object.keys(documents).join('-')}.json`);
  const texts = Object.entries(documents).map(([id, document]) => [id, document.toString()]);
  writeFileSync(path, JSON.stringify(Object.fromEntries(texts)));
  return path;
}

beforeAll(async () => {
  stage = await startStage();
});

afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true });
});

const names = Object.keys(TRANSPORTS) as (keyof typeof TRANSPORTS)[];
const codes = ({ errors }: Outcome) => errors.map(({ extensions }) => extensions.code);
const logged = (message: string) => stage.lines.filter(({ msg }) => msg === message);

async function ask(app: TestApp, transport: keyof typeof TRANSPORTS, parameters: Record<string, unknown>) {
  return await TRANSPORTS[transport](app.url, await app.token('alice'), parameters);
}

test('startup reports documents that are always refused, and requests for them get the reason', async () => {
  const documents = {
    misfit: '{ nothing }',
    broken: '{',
    deep: DEEP,
    aliases: TOKENS,
    fit: VIEWER,
    pages: ORDERS,
  };
  const app = await stage.start('only', manifestOf(documents), {
    GRAPHQL_MAX_DEPTH: '4',
    GRAPHQL_MAX_COST: '200',
    GRAPHQL_MAX_ALIASES: '2',
  });
  const problemsById = Object.fromEntries(
    logged('a document of the manifest is always refused').map(({ documentId, problems }) => [
      documentId,
      String(problems),
    ]),
  );
  expect(problemsById).toEqual({
    misfit: expect.stringContaining('GRAPHQL_VALIDATION_FAILED: Cannot query field "nothing"'),
    broken: expect.stringContaining('GRAPHQL_PARSE_FAILED'),
    deep: expect.stringContaining('OPERATION_LIMIT_EXCEEDED: This exceeds the limit "depth"'),
    aliases: expect.stringContaining('"aliases"'),
  });
  const fits = { documentId: 'pages', variables: { first: 5 } };
  for (const transport of names) {
    expect((await ask(app, transport, fits)).errors).toEqual([]);
    expect(codes(await ask(app, transport, { documentId: 'misfit' }))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codes(await ask(app, transport, { documentId: 'deep' }))).toEqual(['OPERATION_LIMIT_EXCEEDED']);
  }
});

test('each unknown document is logged once, without its values', async () => {
  const query = OUTSIDE.toString();
  const app = await stage.start('log', manifestOf({ VIEWER }));
  for (const transport of names) expect((await ask(app, transport, { query })).errors).toEqual([]);
  expect(codes(await ask(app, 'HTTP POST', { query: '{ not a document' }))).toHaveLength(1);
  expect(logged('a document outside the manifest was sent')).toMatchObject([
    {
      documentId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      operations: 'query Phone… { order viewer }',
    },
  ]);
  expect(JSON.stringify(stage.lines)).not.toContain('ABCDE1234F');
});

test('a refused document is not logged', async () => {
  const app = await stage.start('only', manifestOf({ VIEWER }));
  stage.lines.length = 0;
  await ask(app, 'HTTP POST', { query: OUTSIDE.toString() });
  expect(stage.lines).toEqual([]);
});

test('a metric counts how documents are named, with a fixed set of labels', async () => {
  const app = await stage.start('only', manifestOf({ VIEWER }));
  for (const transport of names) {
    await ask(app, transport, { documentId: 'VIEWER' });
    await ask(app, transport, { query: VIEWER.toString() });
    await ask(app, transport, { documentId: 'x' });
    await ask(app, transport, { query: OUTSIDE.toString() });
  }
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  const counted = metrics.split('\n').filter((line) => line.startsWith('dwar_persisted_documents_total'));
  expect(counted.sort()).toEqual(
    ['id', 'text', 'unknown_id', 'unknown_text'].map(
      (outcome) => `dwar_persisted_documents_total{outcome="${outcome}"} ${names.length}`,
    ),
  );
});
