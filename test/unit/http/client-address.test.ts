import { describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { clientAddress } from '../../../src/http/client-address.js';

function address(proxies: number, remoteAddress: string | undefined, forwarded?: string): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const request = { headers, socket: { remoteAddress } } as Pick<IncomingMessage, 'headers' | 'socket'>;
  return clientAddress(request, proxies);
}

describe('without a proxy', () => {
  test('is the address of the connection, not of a header', () => {
    expect(address(0, '203.0.113.7')).toBe('203.0.113.7');
    expect(address(0, '203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  });

  test('is one for IPv4 in either form', () => {
    expect(address(0, '::ffff:203.0.113.7')).toBe('203.0.113.7');
  });

  test('is the /64 network of IPv6', () => {
    expect(address(0, '2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64');
    expect(address(0, '2001:db8:1:2:ffff:1:2:3')).toBe('2001:db8:1:2::/64');
    expect(address(0, '2001:db8:1:3::1')).toBe('2001:db8:1:3::/64');
  });

  test('is one and the same for connections that are gone', () => {
    expect(address(0, undefined)).toBe('unknown');
  });
});

describe('behind proxies', () => {
  test('is what the outermost of them wrote, not what the client did', () => {
    expect(address(1, '10.0.0.1', '6.6.6.6, 203.0.113.7')).toBe('203.0.113.7');
    expect(address(2, '10.0.0.1', '6.6.6.6, 203.0.113.7, 10.0.0.2')).toBe('203.0.113.7');
  });

  test('is the first address there is when the list is shorter than the proxies', () => {
    expect(address(2, '10.0.0.1', '203.0.113.7')).toBe('203.0.113.7');
    expect(address(1, '10.0.0.1')).toBe('10.0.0.1');
  });

  test('is read with a port, too', () => {
    expect(address(1, '10.0.0.1', '203.0.113.7:4711')).toBe('203.0.113.7');
    expect(address(1, '10.0.0.1', '[2001:db8:1:2::7]:4711')).toBe('2001:db8:1:2::/64');
  });

  test('is never what stands before an entry that cannot be read', () => {
    expect(address(1, '10.0.0.1', '6.6.6.6, unknown')).toBe('10.0.0.1');
    expect(address(2, '10.0.0.1', '6.6.6.6, unknown, 10.0.0.2')).toBe('10.0.0.1');
  });

  test.each(['', 'unknown', 'x'.repeat(100_000), '1.2.3.4.5', '<script>', ',,,', '::g'])(
    'does not take %p for one',
    (forwarded) => {
      expect(address(1, '10.0.0.1', forwarded)).toBe('10.0.0.1');
    },
  );
});
