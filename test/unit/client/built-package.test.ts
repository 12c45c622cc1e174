import { afterAll, describe, expect, test } from '@jest/globals';
import { VARIABLES } from '../../../src/config/variables.js';
import { BuiltPackage, runScript, testBuiltPackage, testTypes } from '../../support/built-package.js';

const built = new BuiltPackage('client');
afterAll(() => built.close());

describe('the built package', () => {
  testBuiltPackage(built, '@dwar/client/dist/core/client.js');

  test('names no secret, and no variable of the server but the one that a refused page needs', () => {
    const names = Object.keys(VARIABLES).filter((name) => name.includes('_') && name !== 'CORS_ORIGINS');
    expect(names).toContain('GATEWAY_API_SECRET');
    const texts = [...built.texts()];
    expect(texts.length).toBeGreaterThan(50);
    const found = texts.flatMap(([path, text]) =>
      names.filter((name) => text.includes(name)).map((name) => `${path}: ${name}`),
    );
    expect(found).toEqual([]);
  });
});

describe('without any peer', () => {
  const client = (transport: string) => `
    const { createDwarClient } = await import('@dwar/client');
    const client = createDwarClient({
      url: 'http://127.0.0.1:1/graphql', authorization: () => 'Bearer x', transport: '${transport}',
      webSocketImpl: class {}, retry: { maxAttempts: 1 }, fetch: async () => new Response('', { status: 404 }),
    });
    const error = await client.events().next().catch((reason) => reason);
    console.log(JSON.stringify({ code: error.code, message: error.message }));`;

  test('the core loads, and a WebSocket is refused with the name of the package it needs', async () => {
    const outcome = await runScript(client('websocket'), built.site, 'module');
    expect(outcome).toMatchObject({ code: 'INVALID_USE', message: expect.stringContaining('graphql-ws') });
  });

  test('events arrive over SSE', async () => {
    expect(await runScript(client('auto'), built.site, 'module')).toMatchObject({
      message: expect.stringContaining('event stream was refused with HTTP 404'),
    });
  });
});

describe.each([
  ['apollo', '@apollo/client', 'graphql'],
  ['urql', '@urql/core', 'graphql-ws'],
])('the entry %s without its peers', (entry, ...peers) => {
  test.each(['module', 'commonjs'] as const)('names one to install, as %s', async (type) => {
    const load = type === 'module' ? 'await import' : 'require';
    await expect(runScript(`${load}('@dwar/client/${entry}')`, built.site, type)).rejects.toThrow(
      new RegExp(`Cannot find (?:package|module) '(?:${peers.join('|')})'`),
    );
  });
});

/** What an app writes. Compiled with the types of the package alone: no peer and no type of Node is there. */
const APP = `
import { createDwarClient, documents, isFailure, type DwarEvent } from '@dwar/client';

export const client = createDwarClient({ url: 'https://api.example.com/graphql', authorization: () => 'Bearer x' });

export function orderOf(event: DwarEvent): string | null {
  switch (event.__typename) {
    case 'OrderEvent': return event.order.id;
    case 'OrderRetracted': return event.orderId;
    default: return null;
  }
}

export async function create(key: string): Promise<string> {
  const input = { idempotencyKey: key, intent: 'CONNECT' as const };
  const { createTransaction: result } = await client.mutate(documents.createTransaction, { input });
  if (result === null) return 'no answer';
  return isFailure(result) ? result.code : result.gatewayTransactionId;
}
`;

/** What is wrong, and an app that does it. */
const WRONG: readonly (readonly [string, string])[] = [
  ['a field that the document does not select', APP.replace('event.order.id', 'event.order.nothing')],
  ['a variable of another type', APP.replace("'CONNECT' as const", '5')],
  ['an event that is read without a check', APP.replace('event.__typename', 'event.order')],
];

describe('an app in TypeScript', () => testTypes(built, APP, WRONG));

/** Sizes in bytes after minifying and gzip, without peers. Of the core: what loads at once. */
const SIZES: readonly (readonly [name: string, code: string, max: number])[] = [
  ['createDwarClient', "export { createDwarClient } from '@dwar/client'", 6_000],
  ['the Apollo adapter', "export * from '@dwar/client/apollo'", 4_000],
  ['the urql adapter', "export * from '@dwar/client/urql'", 3_000],
  ['the Relay adapter', "export * from '@dwar/client/relay'", 3_000],
  ['the SSE reader', "export * from '@dwar/client/event-stream'", 2_500],
  ['one helper', "export { isNewer } from '@dwar/client'", 200],
  ...(built.entries.includes('./scdk')
    ? [['the SDK loader', "export * from '@dwar/client/scdk'", 2_000] as const]
    : []),
];

describe('an app pays', () => {
  test.each(SIZES)('for %s', async (name, code, max) => {
    const { atOnce } = await built.sizesOf(code);
    process.stdout.write(`figure: gzip size of ${name}: ${atOnce} bytes\n`);
    expect(atOnce).toBeGreaterThan(50);
    expect(atOnce).toBeLessThanOrEqual(max);
  });

  test('for the transports when the first subscription begins', async () => {
    const { later } = await built.sizesOf("export { createDwarClient } from '@dwar/client'");
    expect(later).toBeGreaterThan(1_000);
    expect(later).toBeLessThanOrEqual(4_000);
  });

  test('nothing for an import without use: no module has side effects', async () => {
    const { atOnce } = await built.sizesOf(
      ['', '/apollo', '/event-stream'].map((entry) => `import '@dwar/client${entry}';`).join('\n'),
    );
    expect(atOnce).toBeLessThanOrEqual(60);
  });
});
