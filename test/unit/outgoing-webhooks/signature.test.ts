import { describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { StoredEvent } from '../../../src/ledger/event-record.js';
import { messageIdOf, newSecret, rotate, signedHeaders } from '../../../src/outgoing-webhooks/signature.js';
import { order } from '../../support/facts.js';

const BODY = '{"type":"OrderEvent"}';
const now = Date.now();
const accepts = (secret: string, headers: Readonly<Record<string, string>>, body = BODY) => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

describe('a delivery', () => {
  test('is accepted by the library under each secret that has not ended, and under no other', () => {
    const [current, old, ended, foreign] = [newSecret(), newSecret(), newSecret(), newSecret()];
    const secrets = [
      { secret: current, endsAt: null },
      { secret: old, endsAt: now + 1 },
      { secret: ended, endsAt: now },
    ];
    const headers = signedHeaders(secrets, { id: 'msg_1', body: BODY, now });
    expect([current, old, ended, foreign].map((secret) => accepts(secret, headers))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('is refused with another body, id or time', () => {
    const secret = newSecret();
    const headers = signedHeaders([{ secret, endsAt: null }], { id: 'msg_1', body: BODY, now });
    expect(accepts(secret, headers, `${BODY} `)).toBe(false);
    expect(accepts(secret, { ...headers, 'webhook-id': 'msg_2' })).toBe(false);
    const later = String(Number(headers['webhook-timestamp']) + 1);
    expect(accepts(secret, { ...headers, 'webhook-timestamp': later })).toBe(false);
  });

  test('matches the example of Standard Webhooks', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const example = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      body: '{"test": 2432232314}',
      now: 1_614_265_330_000,
    };
    expect(signedHeaders([{ secret, endsAt: null }], example)).toEqual({
      'webhook-id': example.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });
});

describe('a rotation', () => {
  test('keeps the secrets before it until the overlap ends, and drops those that have ended', () => {
    const secrets = [
      { secret: 'b', endsAt: null },
      { secret: 'a', endsAt: 500 },
      { secret: 'x', endsAt: 90 },
    ];
    expect(rotate(secrets, { secret: 'c', endsAt: 1_000, now: 100 })).toEqual([
      { secret: 'c', endsAt: null },
      { secret: 'b', endsAt: 1_000 },
      { secret: 'a', endsAt: 500 },
    ]);
  });

  test('never lengthens the overlap of an earlier one', () => {
    const secrets = [
      { secret: 'b', endsAt: null },
      { secret: 'a', endsAt: 5_000 },
    ];
    expect(rotate(secrets, { secret: 'c', endsAt: 1_000, now: 100 })[2]).toEqual({
      secret: 'a',
      endsAt: 1_000,
    });
  });
});

describe('the id of a message', () => {
  const event: StoredEvent = {
    viewerId: 'alice',
    seq: 1,
    type: 'ORDER',
    subject: 'x',
    transactionId: null,
    authId: null,
    occurredAt: 1,
    snapshot: order(),
  };

  test('is that of the event alone, and says nothing of it', () => {
    const id = messageIdOf(event, 'key');
    expect(id).toMatch(/^msg_[\w-]{32}$/);
    expect(messageIdOf({ ...event, snapshot: order({ isFinal: true }) }, 'key')).toBe(id);
    const others: readonly Partial<StoredEvent>[] = [
      { viewerId: 'bob' },
      { seq: 2 },
      { occurredAt: 2 },
      { subject: 'y' },
    ];
    const ids = others.map((change) => messageIdOf({ ...event, ...change } as StoredEvent, 'key'));
    expect(new Set([id, ...ids, messageIdOf(event, 'other key')]).size).toBe(6);
  });
});
