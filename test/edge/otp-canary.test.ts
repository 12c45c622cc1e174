import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '../../src/core/log.js';
import { graphql } from '../generated/gql.js';
import { startApp, type TestApp } from '../support/app.js';
import { type TestCollector, startCollector } from '../support/collector.js';
import { Player } from '../support/player.js';
import { until } from '../support/until.js';
import { VALUES } from './canary-stage.js';

const SEND = graphql(/* GraphQL */ `
  mutation SendCanary($input: RequestMutualFundOtpInput!) {
    requestMutualFundOtp(input: $input) { __typename ... on Failure { code message } }
  }
`);
const VERIFY = graphql(/* GraphQL */ `
  mutation VerifyCanary($input: VerifyMutualFundOtpInput!) {
    verifyMutualFundOtp(input: $input) { __typename ... on Failure { code message } }
  }
`);
const EVERYTHING = graphql(/* GraphQL */ `
  query EverythingOfImports {
    mutualFundImports { id state transaction { id rawStatus error { message } timeline { to anomaly } } }
    events(first: 50) { edges { node { __typename cursor } } }
  }
`);

const { pan, phone, email } = VALUES;
/** A wrong code, then the right one. */
const CODES = ['407195', '123456'];
const SAID = `for ${pan} ${phone} ${email} with ${CODES.join(' and ')}`;

/** Answers that repeat all that was sent. */
const ECHOES: readonly Record<string, unknown>[] = [
  { status: 400, body: { success: false, errors: [SAID], data: null, errorType: 'InputException' } },
  { status: 400, body: { success: false, errors: [SAID], data: null, errorType: SAID } },
  { status: 401, body: { success: false, message: SAID } },
  { status: 422, body: { success: false, errors: SAID, errorType: 'MFCException' } },
  { status: 429, body: { success: false, errors: [SAID] } },
  { status: 500, body: { success: false, data: SAID } },
  { status: 200, body: { odd: SAID } },
  { hang: true },
];

let app: TestApp;
let collector: TestCollector;
const lines: string[] = [];
const answers: string[] = [];

beforeAll(async () => {
  collector = await startCollector();
  app = await startApp({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      LOG_LEVEL: 'trace',
      GATEWAY_RESPONSE_TIMEOUT_MS: '300',
    },
    overrides: { log: createLog('trace', { write: (line: string) => void lines.push(line) }) },
  });
});

afterAll(async () => {
  await app.close();
  await collector.close();
});

async function importBy(player: Player, contact: Readonly<Record<string, string>>): Promise<void> {
  const transactionId = await player.create({ intent: 'MF_HOLDINGS_IMPORT', mutualFundImport: { pan } });
  const input = { transactionId, pan, ...contact };
  answers.push(JSON.stringify(await player.client.ask(SEND, { input })));
  for (const otp of CODES)
    answers.push(JSON.stringify(await player.client.ask(VERIFY, { input: { ...input, otp } })));
  answers.push(JSON.stringify(await player.client.ask(EVERYTHING)));
}

/** Every file of the data folder, as text. */
const ledgerFiles = () =>
  readdirSync(app.dataDir).map((file) => readFileSync(join(app.dataDir, file), 'latin1'));

describe('PAN, contact and code', () => {
  beforeAll(async () => {
    for (const [index, contact] of [{ phone: `+91${phone}` }, { email }].entries()) {
      await importBy(await Player.of(app, `own screens ${index}`), contact);
      for (const [number, echo] of ECHOES.entries()) {
        await app.emulator.control.faults([{ path: 'Otp', ...echo }]);
        await importBy(await Player.of(app, `echo ${index} ${number}`), contact);
      }
      await app.emulator.control.faults([]);
    }
    await until('the last call to be traced', () =>
      collector.spans().some(({ attributes }) => String(attributes['url.full']).includes('verifyOtp')),
    );
  }, 60_000);

  test('were sent to Gateway, and typed outcomes came back', () => {
    const all = answers.join(' ');
    for (const part of ['MutualFundOtpSent', 'OTP_INCORRECT', 'REGISTRAR_REFUSED', 'OUTCOME_UNKNOWN'])
      expect(all).toContain(part);
  });

  test.each([
    ['the log', async () => lines],
    ['traces', async () => collector.bodies],
    ['metrics', async () => [await (await fetch(`${app.url}/metrics`)).text()]],
    ['the ledger', async () => ledgerFiles()],
    ['answers', async () => answers],
  ])('are not in %s', async (_name, read) => {
    const texts = await read();
    expect(texts.join('').length).toBeGreaterThan(500);
    const found = texts.flatMap((text) =>
      [pan, phone, email, ...CODES.map((code) => new RegExp(`(?<!\\d)${code}(?!\\d)`))].filter((secret) =>
        typeof secret === 'string' ? text.includes(secret) : secret.test(text),
      ),
    );
    expect(found).toEqual([]);
  });

  test('would be found in the log', () => {
    expect(lines.join('')).toMatch(/"level":"(?:debug|trace|info|warn)"/);
    expect(collector.bodies.join('')).toContain('Mutation.requestMutualFundOtp');
  });
});
