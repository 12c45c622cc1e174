import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLog, silentLog } from '../../../src/core/log.js';
import { Secret } from '../../../src/core/secret.js';
import { noTracing, type Tracing } from '../../../src/core/tracing.js';
import { createTracing } from '../../../src/telemetry/create-tracing.js';
import { startCollector, type TestCollector } from '../../support/collector.js';
import { until } from '../../support/until.js';

let collector: TestCollector;
let outcomes: [outcome: string, spans: number][];
let lines: Record<string, unknown>[];

beforeEach(async () => {
  collector = await startCollector();
  outcomes = [];
  lines = [];
});

/** Spans with this outcome so far. */
const countOf = (wanted: string) =>
  outcomes.filter(([outcome]) => outcome === wanted).reduce((sum, [, spans]) => sum + spans, 0);

afterEach(() => collector.close());

function open(settings: { readonly ratio?: number; readonly headers?: string } = {}): Promise<Tracing> {
  const { ratio = 1, headers } = settings;
  return createTracing(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: headers === undefined ? undefined : new Secret(headers),
      OTEL_SERVICE_NAME: 'unit',
      OTEL_TRACES_SAMPLER_ARG: ratio,
      SHUTDOWN_TIMEOUT_MS: 20_000,
    },
    createLog('info', { write: (line: string) => void lines.push(JSON.parse(line)) }),
    (outcome, spans) => void outcomes.push([outcome, spans]),
  );
}

const PARENT = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };

describe('a span', () => {
  test('is part of the span its code runs in, in this app and no other', async () => {
    const [one, other] = [await open(), await open()];
    const outer = one.start('outer');
    one.run(outer.context, () => {
      one.start('inner').end();
      other.start('foreign').end();
      one.run(null, () => one.start('detached').end());
    });
    outer.end();
    await Promise.all([one.close(), other.close()]);
    const spans = collector.spans();
    const parents = Object.fromEntries(spans.map(({ name, parentSpanId }) => [name, parentSpanId]));
    expect(parents).toEqual({ outer: null, inner: outer.context?.spanId, foreign: null, detached: null });
  });

  test('keeps the first reason of a failure', async () => {
    const tracing = await open();
    const span = tracing.start('failing');
    span.fail('503');
    span.fail('GatewayError');
    span.end();
    await tracing.close();
    expect(collector.spans()).toMatchObject([{ hasFailed: true, attributes: { 'error.type': '503' } }]);
  });

  test('cuts what is too long', async () => {
    const tracing = await open();
    tracing.start('long', { attributes: { long: 'x'.repeat(10_000) } }).end();
    await tracing.close();
    expect(collector.spans()[0]?.attributes.long).toHaveLength(256);
  });
});

describe('sampling', () => {
  test('records nothing that begins here at 0, and what a caller wants recorded all the same', async () => {
    const tracing = await open({ ratio: 0 });
    for (let count = 0; count < 50; count += 1) tracing.start('own').end();
    tracing.start('handed over', { parent: { ...PARENT, isSampled: true } }).end();
    tracing.start('not wanted', { parent: { ...PARENT, isSampled: false } }).end();
    await tracing.close();
    expect(collector.spans().map(({ name }) => name)).toEqual(['handed over']);
  });

  test('names spans that are not recorded all the same, so that the decision is handed on', async () => {
    const tracing = await open({ ratio: 0 });
    const { context } = tracing.start('own');
    expect(context).toMatchObject({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/), isSampled: false });
    await tracing.close();
  });
});

describe('the exporter', () => {
  test('keeps a bounded number of spans, and drops and counts the others', async () => {
    const tracing = await open();
    for (let count = 0; count < 20_000; count += 1) tracing.start('one of many').end();
    await tracing.close();
    expect(collector.spans()).toHaveLength(4_096 + 512);
    expect(countOf('ok')).toBe(4_096 + 512);
    expect(countOf('dropped')).toBe(20_000 - 4_096 - 512);
    expect(countOf('failed')).toBe(0);
  });

  test('says how many spans were lost when the collector takes them again', async () => {
    collector.mode = 'fail';
    const tracing = await open();
    for (let count = 0; count < 512; count += 1) tracing.start('refused').end();
    await until('a batch has failed', () => countOf('failed') > 0);
    collector.mode = 'take';
    for (let count = 0; count < 512; count += 1) tracing.start('taken').end();
    await until('a batch was taken', () => countOf('ok') > 0);
    await tracing.close();
    expect(lines).toMatchObject([
      { level: 'warn', msg: 'traces could not be exported' },
      { level: 'info', lost: 512, msg: 'traces are exported again' },
    ]);
  });

  test('counts what a collector refuses as failed', async () => {
    collector.mode = 'fail';
    const tracing = await open({ headers: 'x-api-key=a%3Db' });
    tracing.start('refused').end();
    await tracing.close();
    expect(outcomes).toEqual([['failed', 1]]);
    expect(collector.headers.map((headers) => headers['x-api-key'])).toEqual(['a=b']);
  });
});

test('headers that a reload has taken go with the next export', async () => {
  let headers = new Secret('x-api-key=one,x-other=1');
  const tracing = await createTracing(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'unit',
      OTEL_TRACES_SAMPLER_ARG: 1,
      SHUTDOWN_TIMEOUT_MS: 20_000,
    },
    silentLog,
    (outcome, spans) => void outcomes.push([outcome, spans]),
    () => headers,
  );
  tracing.start('first').end();
  await until('the first export', () => countOf('ok') === 1);
  headers = new Secret('x-api-key=two');
  tracing.start('second').end();
  await tracing.close();
  const seen = collector.headers.map((sent) => [sent['x-api-key'], sent['x-other']]);
  expect(seen).toEqual([
    ['one', '1'],
    ['two', undefined],
  ]);
});

test('nothing is traced without a collector', async () => {
  const settings = { OTEL_SERVICE_NAME: 'unit', OTEL_TRACES_SAMPLER_ARG: 1, SHUTDOWN_TIMEOUT_MS: 1_000 };
  expect(await createTracing(settings, silentLog, () => {})).toBe(noTracing);
});
