import { afterEach, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/core/log.js';
import { type UpstreamRequest, startEchoingUpstream } from '../support/echoing-upstream.js';
import { startApp } from '../support/app.js';
import { type CollectorMode, startCollector, type TestCollector } from '../support/collector.js';
import { CREATE_TRANSACTION, ORDER_IDS } from '../support/documents.js';
import { startEmulator } from '../support/emulator.js';
import { buying } from '../support/player.js';

let collector: TestCollector | undefined;

afterEach(() => collector?.close());

describe('while the collector', () => {
  const SHUTDOWN_MS = 4_000;

  test.each<[string, CollectorMode | 'down']>([
    ['refuses everything', 'fail'],
    ['answers nothing', 'hang'],
    ['is down', 'down'],
  ])('%s, requests are answered and the gateway stops in time', async (_state, mode) => {
    collector = await startCollector();
    if (mode === 'down') await collector.close();
    else collector.mode = mode;
    const lines: Record<string, unknown>[] = [];
    const app = await startApp({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, SHUTDOWN_TIMEOUT_MS: String(SHUTDOWN_MS) },
      overrides: { log: createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) }) },
    });
    const alice = await app.as('alice');
    for (let count = 0; count < 20; count += 1) {
      const { data, errors } = await alice.send(ORDER_IDS);
      expect([errors, data?.orders]).toEqual([[], { edges: [] }]);
    }
    const startedAt = Date.now();
    await app.close();
    expect(Date.now() - startedAt).toBeLessThan(SHUTDOWN_MS);
    const complaints = lines.filter(({ level }) => level !== 'info').map(({ msg }) => msg);
    expect(complaints).toEqual([
      mode === 'fail' ? 'traces could not be exported' : 'the last traces were not exported in time',
    ]);
  });
});

describe('without a collector', () => {
  test('a caller’s trace goes nowhere, and no log line names one', async () => {
    const emulator = await startEmulator();
    const upstream: UpstreamRequest[] = [];
    const front = await startEchoingUpstream(emulator.url, (request) => void upstream.push(request));
    const lines: string[] = [];
    const app = await startApp({
      emulator,
      env: { GATEWAY_URL: front.url },
      overrides: { log: createLog('trace', { write: (line: string) => void lines.push(line) }) },
    });
    const answer = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await app.token('alice')}`,
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
      body: JSON.stringify({
        query: CREATE_TRANSACTION.toString(),
        variables: { input: { ...buying(), idempotencyKey: 'untraced' } },
      }),
    });
    expect(await answer.json()).toMatchObject({ data: { createTransaction: { __typename: 'Transaction' } } });
    await app.close();
    await front.close();
    await emulator.close();
    expect(upstream.map(({ headers }) => headers.traceparent)).toEqual(upstream.map(() => undefined));
    expect(upstream.length).toBeGreaterThan(0);
    expect(lines.join('')).not.toContain('traceId');
  });
});
