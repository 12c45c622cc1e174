import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ForbiddenTarget,
  isAllowed,
  readTarget,
  resolveTarget,
  type TargetRules,
} from '../../../src/outgoing-webhooks/target.js';

const PRODUCTION: TargetRules = { isDevelopment: false, networks: [] };
const DEVELOPMENT: TargetRules = { isDevelopment: true, networks: [] };
const INSIDE: TargetRules = {
  isDevelopment: false,
  networks: ['10.20.0.0/16', 'fd12::/16', '169.254.0.0/16'],
};

const leadingTo =
  (...addresses: readonly string[]) =>
  async () =>
    addresses;

describe('an address', () => {
  test.each([
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1']],
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '::ffff:10.0.0.1']],
    ['link-local', ['169.254.1.1', 'fe80::1', 'fe80::1%eth0', 'febf::1']],
    ['shared by carriers', ['100.64.0.1', '100.127.255.255']],
    ['unique local or site-local', ['fc00::1', 'fdff::1', 'fec0::1']],
    ['multicast or broadcast', ['224.0.0.1', '239.255.255.255', 'ff02::1', '255.255.255.255']],
    [
      'of a metadata service',
      ['169.254.169.254', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200', '192.0.0.192'],
    ],
    [
      'reserved',
      ['240.0.0.1', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1', '100::1'],
    ],
    [
      'IPv4 within IPv6',
      ['64:ff9b::7f00:1', '2002:7f00:1::', '2001::7f00:1', '::127.0.0.1', '::7f00:1', '::a00:1'],
    ],
    ['not an address', ['', 'x', '1.2.3', '1.2.3.4.5', '127.0.0.1 ', ':::']],
  ])('that is %s is refused', (_kind, addresses) => {
    expect(addresses.filter((address) => isAllowed(address, PRODUCTION))).toEqual([]);
  });

  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s on the internet is allowed',
    (address) => {
      expect(isAllowed(address, PRODUCTION)).toBe(true);
    },
  );

  test('of an allowed network is allowed, but never that of a metadata service', () => {
    const addresses = [
      '10.20.1.1',
      '::ffff:10.20.1.1',
      'fd12::1',
      '10.21.0.1',
      '169.254.169.254',
      '169.254.1.1',
    ];
    expect(addresses.map((address) => isAllowed(address, INSIDE))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test('of this machine is allowed in development alone', () => {
    expect(isAllowed('127.0.0.1', DEVELOPMENT)).toBe(true);
    expect(isAllowed('::1', DEVELOPMENT)).toBe(true);
    expect(isAllowed('10.0.0.1', DEVELOPMENT)).toBe(false);
  });

  test('in any spelling of a private network is refused', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, (b, c, d) => {
        const hex = (one: number, other: number) => (one * 256 + other).toString(16);
        const spelled = [
          `http://10.${b}.${c}.${d}/`,
          `http://${10 * 2 ** 24 + b * 2 ** 16 + c * 256 + d}/`,
          `http://0xa.${b}.${c * 256 + d}/`,
          `http://012.${b}.${c}.${d}/`,
          `http://[::ffff:${hex(10, b)}:${hex(c, d)}]/`,
          `http://[::ffff:10.${b}.${c}.${d}]/`,
        ];
        return spelled.every((text) => {
          const { hostname } = readTarget(text, DEVELOPMENT);
          return !isAllowed(hostname.replace(/^\[|\]$/g, ''), DEVELOPMENT);
        });
      }),
    );
  });
});

describe('a name', () => {
  const url = new URL('https://backend.example.com/hooks');

  test('is called at its first address, if all of them are allowed', async () => {
    expect(await resolveTarget(url, PRODUCTION, leadingTo('8.8.8.8', '2606:4700::1111'))).toBe('8.8.8.8');
  });

  test('with one forbidden address is refused', async () => {
    for (const addresses of [['10.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['2606:4700::1111', 'fe80::1']])
      await expect(resolveTarget(url, PRODUCTION, leadingTo(...addresses))).rejects.toThrow(ForbiddenTarget);
  });

  test('without an address is an error, but not forbidden', async () => {
    const resolved = resolveTarget(url, PRODUCTION, leadingTo());
    await expect(resolved).rejects.not.toThrow(ForbiddenTarget);
  });

  test.each([
    'metadata.google.internal',
    'printer.local',
    'x.localhost',
    'localhost',
    'nas.home.arpa',
    'a.internal.',
  ])(
    '%s of a network is refused though it leads to the internet, unless its address is allowed',
    async (name) => {
      const inside = new URL(`https://${name}/`);
      await expect(resolveTarget(inside, PRODUCTION, leadingTo('8.8.8.8'))).rejects.toThrow(ForbiddenTarget);
      expect(await resolveTarget(inside, INSIDE, leadingTo('10.20.0.1'))).toBe('10.20.0.1');
    },
  );

  test('is not resolved where the URL has an address', async () => {
    const never = async () => {
      throw new Error('resolved');
    };
    expect(await resolveTarget(new URL('https://8.8.8.8/'), PRODUCTION, never)).toBe('8.8.8.8');
    await expect(resolveTarget(new URL('https://[::1]/'), PRODUCTION, never)).rejects.toThrow(
      ForbiddenTarget,
    );
  });
});

describe('a URL', () => {
  test.each(['http://example.com/', 'file:///etc/passwd', 'gopher://x/', 'javascript:x', 'https://', ''])(
    '%j is refused in production',
    (text) => {
      expect(() => readTarget(text, PRODUCTION)).toThrow(ForbiddenTarget);
    },
  );

  test('of plain HTTP is allowed in development', () => {
    expect(readTarget('http://127.0.0.1:3000/hooks?a=1', DEVELOPMENT).href).toBe(
      'http://127.0.0.1:3000/hooks?a=1',
    );
  });

  test('may be 2,000 characters long', () => {
    const text = `https://example.com/${'x'.repeat(1_980)}`;
    expect(readTarget(text, PRODUCTION).href).toBe(text);
    expect(() => readTarget(`${text}x`, PRODUCTION)).toThrow(ForbiddenTarget);
  });
});
