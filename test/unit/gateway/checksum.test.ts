import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../../../src/core/secret.js';
import { checksumOf, verifyWebhookProof, type WebhookProof } from '../../../src/gateway/checksum.js';

const KEY = new Secret('have-a-good-day');
const DEMO_KEY = new Secret('gatewayDemo_secret');
const AUTH_ID = '611a21465fc1af22353c1395';
const TIMESTAMP = '2021-08-16T08:27:34.213Z';
const TRANSACTION_ID = 'TRX_47fbd57104814ddd9d57af8ae6556024';

const V1 = '4cc4970c156d5a6a8966a7285c8f9f07bc87f881f0f7aca19953a9d39ea24b89';
const V2 = '0d52a39bbe74062bcecddecd39b7b42d86e5889c95ec2c3c6fcc5df9af0bbd2f';
const V3 = '6a40467e60e79ca7385f2cb3d1ad140dc5150a206f1ee32cb48394539412871e';
const V4 = '01a59e0550a91e1216454f8b61380d35bcb964239065a914523be3b97b265d08';

const order: WebhookProof = { kind: 'ORDER', timestamp: TIMESTAMP, id: AUTH_ID, checksum: V1 };

describe('vectors of protocol section 17.6', () => {
  test.each([
    ['1', { ...order }, KEY],
    ['2', { ...order, timestamp: '1629102454213', checksum: V2 }, KEY],
    ['3', { ...order, kind: 'MUTUAL_FUNDS', id: TRANSACTION_ID, checksum: V3 }, KEY],
    ['4', { ...order, checksum: V4 }, DEMO_KEY],
  ] as const)('vector %s is valid under its key and invalid under another', (_name, proof, key) => {
    expect(checksumOf(`${proof.timestamp}${proof.id}`, key)).toBe(proof.checksum);
    expect(verifyWebhookProof(proof, [key])).toBe('valid');
    expect(verifyWebhookProof(proof, [new Secret('another-key')])).toBe('invalid');
  });

  test.each(['ORDER', 'HOLDINGS', 'PENDING_ACTION', 'UNKNOWN'] as const)(
    '%s is proven by the auth id',
    (kind) => {
      expect(verifyWebhookProof({ ...order, kind }, [KEY])).toBe('valid');
    },
  );

  test.each([
    ['base64', 'TMSXDBVtWmqJZqcoXI+fB7yH+IHw96yhmVOp056iS4k='],
    [
      'plain SHA-256 of message and secret',
      'b579d06649015abb316bba51d1e5f556a3b56e1f4dc5ebe1037e325d3735aa96',
    ],
    ['id before timestamp', 'af636f0b9659d907f9c60212ee5b98a76206cc304f7ee25a3689d072f4c72bea'],
    ['the text undefined for the id', 'dec850d6426227449b758ac66ab1b1fb9b5c260f3f6f6e841a78a172f30f3bd4'],
    ['the text null for the id', '49ed0fac0db4aa7e929acac1c4ca44b19b6641783fb4109bcac4c0d23c5f8b92'],
    ['timestamp alone', '8d4cb2ea409a112f2ef4f3010a573f30e5a88a9c68b530283c1f15d9bf0517db'],
    ['upper case', V1.toUpperCase()],
    ['one character short', V1.slice(1)],
    ['one character long', `${V1}0`],
    ['a line end', `${V1}\n`],
    ['nothing', ''],
    ['no checksum', null],
  ])('refuses %s', (_name, checksum) => {
    expect(verifyWebhookProof({ ...order, checksum }, [KEY])).toBe('invalid');
  });
});

describe('shapes refused before computing', () => {
  test.each([
    ['no timestamp', { timestamp: null }],
    ['an empty timestamp', { timestamp: '', checksum: checksumOf(AUTH_ID, KEY) }],
    ['no id', { id: null, checksum: checksumOf(`${TIMESTAMP}null`, KEY) }],
    ['the id undefined', { id: 'undefined', checksum: checksumOf(`${TIMESTAMP}undefined`, KEY) }],
    [
      'an upper-case id',
      { id: AUTH_ID.toUpperCase(), checksum: checksumOf(TIMESTAMP + AUTH_ID.toUpperCase(), KEY) },
    ],
    ['an id with a line end', { id: `${AUTH_ID}\n`, checksum: checksumOf(`${TIMESTAMP}${AUTH_ID}\n`, KEY) }],
    [
      'an endless timestamp',
      { timestamp: '1'.repeat(101), checksum: checksumOf('1'.repeat(101) + AUTH_ID, KEY) },
    ],
  ])('refuses %s even with a fitting checksum', (_name, change) => {
    expect(verifyWebhookProof({ ...order, ...change }, [KEY])).toBe('malformed');
  });

  test.each([1, 2, 5])('refuses %i digits moved from timestamp to id and back', (count) => {
    const timestamp = '1629102454213';
    const later = { timestamp: timestamp.slice(0, -count), id: timestamp.slice(-count) + AUTH_ID };
    const earlier = { timestamp: timestamp + AUTH_ID.slice(0, count), id: AUTH_ID.slice(count) };
    for (const moved of [later, earlier]) {
      expect(verifyWebhookProof({ ...order, ...moved, checksum: V2 }, [KEY])).toBe('malformed');
    }
  });

  test('refuses a mutual-fund triple as an order', () => {
    expect(verifyWebhookProof({ ...order, id: TRANSACTION_ID, checksum: V3 }, [KEY])).toBe('malformed');
  });

  test('refuses a mutual-fund triple cut differently so that its tail is an auth id', () => {
    const message = TIMESTAMP + TRANSACTION_ID;
    const cut = { timestamp: message.slice(0, -24), id: message.slice(-24) };
    expect(cut.timestamp + cut.id).toBe(message);
    expect(verifyWebhookProof({ ...order, ...cut, checksum: V3 }, [KEY])).toBe('malformed');
  });

  test('refuses an order triple as mutual funds', () => {
    expect(verifyWebhookProof({ ...order, kind: 'MUTUAL_FUNDS' }, [KEY])).toBe('malformed');
  });
});

describe('while secrets are changed', () => {
  test('accepts the previous secret after the current one', () => {
    expect(verifyWebhookProof(order, [DEMO_KEY, KEY])).toBe('valid');
    expect(verifyWebhookProof(order, [KEY, DEMO_KEY])).toBe('valid');
  });

  test('refuses when neither fits, or none is there', () => {
    expect(verifyWebhookProof(order, [DEMO_KEY, new Secret('x')])).toBe('invalid');
    expect(verifyWebhookProof(order, [])).toBe('invalid');
  });
});

test('of all messages under all keys, only the right checksum is valid', () => {
  const hex = (length: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
  fc.assert(
    fc.property(
      hex(24),
      hex(64),
      fc.string({ minLength: 1 }),
      fc.date({ noInvalidDate: true }),
      (id, wrong, key, date) => {
        const secret = new Secret(key);
        const timestamp = date.toISOString();
        const checksum = checksumOf(timestamp + id, secret);
        expect(verifyWebhookProof({ kind: 'ORDER', timestamp, id, checksum }, [secret])).toBe('valid');
        expect(verifyWebhookProof({ kind: 'ORDER', timestamp, id, checksum: wrong }, [secret])).toBe(
          'invalid',
        );
        expect(
          verifyWebhookProof({ kind: 'ORDER', timestamp: `${timestamp}0`, id, checksum }, [secret]),
        ).toBe('invalid');
      },
    ),
  );
});
