import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_CHECKS } from '../../../src/contract/checks/all-checks.js';
import { merge } from '../../../src/contract/contract-file.js';
import { jsonReport, junitReport } from '../../../src/contract/reports/machine.js';
import { contractTable, remarks } from '../../../src/contract/reports/table.js';
import type { Result } from '../../../src/contract/run.js';
import { type ContractStage, startContractStage } from '../../support/contract-stage.js';

/** What a tenant could answer about a person. */
const NAME = 'Kanari Kumarasamy';
const PRIVATE = {
  name: NAME,
  pan: 'KANPK1234K',
  phone: '9876501234',
  email: 'kanari@acme.example',
  clientId: 'ZK4711',
  amount: '73190.55',
};

type Json = Record<string, unknown>;
let stage: ContractStage;
const ids: string[] = [];

/** The same JSON with personal data in every object, and in place of half of its texts. */
function tainted(value: unknown, at = 0): unknown {
  if (Array.isArray(value)) return value.map((item, index) => tainted(item, at + index));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, inner], index) => [name, tainted(inner, index)]);
    return { ...Object.fromEntries(entries), ...PRIVATE, [NAME]: 1, [PRIVATE.clientId]: PRIVATE.name };
  }
  if (typeof value === 'number') return Number(PRIVATE.amount);
  return typeof value === 'string' && at % 2 === 1 ? `${NAME} ${PRIVATE.clientId}` : value;
}

beforeAll(async () => {
  stage = await startContractStage();
});

afterAll(() => stage.close());

/** Every text that a run leaves behind. */
function everyText(results: readonly Result[]): string {
  const run = { target: 'live', level: 1, at: '2026-12-01T00:00:00.000Z', results } as const;
  const contract = merge({ version: 1, claims: {} }, 'live', results, run.at);
  return [
    jsonReport(run),
    junitReport(run),
    JSON.stringify(contract),
    contractTable(contract),
    ...remarks(results),
  ].join('\n');
}

function expectNothingPrivate(text: string): void {
  const { secret, apiSecret, gatewayName } = stage.target;
  const never = [
    ...Object.values(PRIVATE),
    NAME,
    'Kanari',
    secret.reveal(),
    apiSecret.reveal(),
    gatewayName,
    ...ids,
  ];
  expect(never.filter((one) => text.includes(one))).toEqual([]);
  expect(text).not.toMatch(/eyJ[\w-]{8}/);
  expect(text).not.toMatch(/TRX_[0-9a-fA-F]{32}/);
  expect(text).not.toMatch(/(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])/);
}

describe('a run at a gateway that repeats personal data everywhere', () => {
  test('leaves none of it in reports, transcripts and the file of results', async () => {
    stage.deviation = {
      answer: (answer, { path }) => {
        const { data } = (answer.body ?? {}) as { data?: Json };
        if (typeof data?.transactionId === 'string') ids.push(data.transactionId);
        if (answer.body === null || data == null) return;
        answer.body.data = path.endsWith('/transaction') ? { ...data, ...PRIVATE } : tainted(data);
      },
      webhook: (body) => ({ ...(tainted(body) as Json), transactionId: body.transactionId }),
      sdk: (answer) =>
        answer.ok ? { ok: true, result: { ...answer.result, ...PRIVATE, [NAME]: [PRIVATE] } } : answer,
    };
    const results = await stage.run(ALL_CHECKS.filter(({ section }) => section !== '17.7'));
    const refuted = results.filter(({ verdict }) => verdict === 'refuted');
    expect(refuted.length).toBeGreaterThan(15);
    expect(ids.length).toBeGreaterThan(30);
    expectNothingPrivate(everyText(results));
  });

  test('shows the texts of errors without the private part of them, since assumptions are corrected by them', async () => {
    stage.deviation = {
      answer: ({ body }, { headers }) => {
        const { pan, phone, email } = PRIVATE;
        const token = headers['x-gateway-authtoken'];
        if (Array.isArray(body?.errors))
          body.errors = [
            `No access for ${pan}, ${phone}, ${email}, ${token} at ${stage.target.apiSecret.reveal()}`,
          ];
      },
    };
    const results = await stage.run(
      ALL_CHECKS.filter(({ section, level }) => section === '6' && level === 0),
    );
    const text = everyText(results);
    expectNothingPrivate(text);
    expect(text).toContain('No access for');
  });

  test('does not show the texts of errors where a user has a part in them', async () => {
    stage.deviation = {
      answer: (answer, { path, query }) => {
        const isRead =
          path.endsWith('/user/holdings') && query.get('version') === 'v2' && answer.status === 200;
        const body = { success: false, errors: [`${NAME} has no holdings`], data: null };
        if (isRead) Object.assign(answer, { status: 400, body });
      },
    };
    const results = await stage.run(ALL_CHECKS.filter(({ id }) => id === '12/connected'));
    expect(results.map(({ verdict, observed }) => [verdict, observed])).toEqual([
      ['refuted', 'it is answered 400 with <text of 33 characters>'],
    ]);
    expectNothingPrivate(everyText(results));
  });
});
