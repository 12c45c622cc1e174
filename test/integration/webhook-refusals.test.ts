import { describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/log.js';
import { listDeliveries } from '../../src/ledger/deliveries/delivery-queries.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../support/app.js';
import { batch, checksum, deliver, newBatchId, signed } from '../support/webhook.js';

const ACCOUNT = 'a'.repeat(24);

/** The bodies in the inbox of an app that was closed. */
async function inboxOf({ databaseUrl }: TestApp) {
  const ledger = await openLedger(databaseUrl, { log: silentLog });
  try {
    return await listDeliveries(ledger.db, { limit: 1_000 });
  } finally {
    await ledger.close();
  }
}

describe('a delivery that proves nothing', () => {
  const body = () =>
    signed({ ...batch(newBatchId()), transactionId: `TRX_${'d'.repeat(32)}`, smallcaseAuthId: ACCOUNT });
  const without = (name: string) => ({ ...body(), [name]: undefined });

  test('is refused with a stable code, echoed nowhere and stored nowhere', async () => {
    const app = await startApp({
      env: { GATEWAY_API_SECRET_PREVIOUS: 'the-previous-api-secret-123', WEBHOOK_MAX_BYTES: '65536' },
    });
    const nested = `${'['.repeat(40)}${']'.repeat(40)}`;
    const json = { 'content-type': 'application/json' };
    const secretText = 'marker-4711';
    const cases: [
      name: string,
      status: number,
      code: string,
      body: Parameters<typeof deliver>[1],
      headers?: Record<string, string>,
    ][] = [
      ['a wrong checksum', 401, 'WEBHOOK_CHECKSUM_INVALID', { ...body(), checksum: '0'.repeat(64) }],
      [
        'an upper-case checksum',
        401,
        'WEBHOOK_CHECKSUM_INVALID',
        { ...body(), checksum: String(body().checksum).toUpperCase() },
      ],
      ['no checksum', 401, 'WEBHOOK_CHECKSUM_INVALID', without('checksum')],
      [
        'a checksum of the JWT secret',
        401,
        'WEBHOOK_CHECKSUM_INVALID',
        signed(body(), 'test-jwt-secret-0123456789-0123456789'),
      ],
      ['no timestamp', 400, 'WEBHOOK_MALFORMED', without('timestamp')],
      ['an empty timestamp', 400, 'WEBHOOK_MALFORMED', { ...body(), timestamp: '' }],
      ['a timestamp that is a list', 400, 'WEBHOOK_MALFORMED', { ...body(), timestamp: ['2026'] }],
      ['no account', 400, 'WEBHOOK_MALFORMED', without('smallcaseAuthId')],
      [
        'a misshapen account',
        400,
        'WEBHOOK_MALFORMED',
        signed({ ...body(), smallcaseAuthId: 'A'.repeat(24) }),
      ],
      [
        'a misshapen fund transaction',
        400,
        'WEBHOOK_MALFORMED',
        signed({ gateway: 'x', data: { transactionId: 'TRX_1', payload: {} } }),
      ],
      ['no JSON', 400, 'WEBHOOK_MALFORMED', secretText],
      ['nothing', 400, 'WEBHOOK_MALFORMED', ''],
      ['a list', 400, 'WEBHOOK_MALFORMED', [body()]],
      ['a number', 400, 'WEBHOOK_MALFORMED', '5'],
      ['too deep', 400, 'WEBHOOK_MALFORMED', JSON.stringify({ ...body(), more: JSON.parse(nested) })],
      ['invalid UTF-8', 400, 'WEBHOOK_MALFORMED', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
      ['too large', 413, 'PAYLOAD_TOO_LARGE', JSON.stringify({ ...body(), filler: 'x'.repeat(70_000) })],
      [
        'another media type',
        400,
        'WEBHOOK_MALFORMED',
        JSON.stringify(body()),
        { 'content-type': 'text/plain' },
      ],
    ];
    try {
      for (const [name, status, code, sent, headers] of cases) {
        const answer = await deliver(app.url, sent, headers ?? json);
        expect([name, answer.status, answer.outcome]).toEqual([name, status, code]);
        expect(answer.text).not.toContain(secretText);
        expect(answer.text).not.toContain(ACCOUNT);
        expect(answer.text).not.toContain('TRX_');
      }
      const get = await fetch(`${app.url}/webhooks/gateway`);
      expect(get.status).toBe(405);
      expect(get.headers.get('allow')).toContain('POST');
    } finally {
      await app.app.close();
      const stored = await inboxOf(app);
      await app.close();
      expect(stored).toEqual([]);
    }
  });

  test('is another matter than one of an unknown kind, or of the secret before the last change', async () => {
    const previous = 'the-previous-api-secret-123';
    const app = await startApp({ env: { GATEWAY_API_SECRET_PREVIOUS: previous } });
    const unknown = signed({ smallcaseAuthId: ACCOUNT, surprise: { of: 'a kind to come' } });
    const numeric = { ...body(), timestamp: 1629102454213, checksum: checksum(1629102454213, ACCOUNT) };
    const rotated = signed({ smallcaseAuthId: ACCOUNT, iscid: 'e'.repeat(24) }, previous);
    const kept = [unknown, numeric, rotated];
    for (const sent of kept)
      expect(await deliver(app.url, sent)).toMatchObject({ status: 200, outcome: 'stored' });
    await app.app.close();
    const stored = await inboxOf(app);
    await app.close();
    expect(stored.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['ORDER', 'UNMATCHED'],
      ['PENDING_ACTION', 'UNMATCHED'],
      ['UNKNOWN', 'IGNORED'],
    ]);
    const bodies = stored.map((delivery) => JSON.parse(delivery.body.toString()));
    expect(bodies).toEqual(expect.arrayContaining(kept));
  });
});
