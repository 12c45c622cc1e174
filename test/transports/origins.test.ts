import { describe, expect, test } from '@jest/globals';
import { originAllowed, requestOriginAllowed } from '../../src/http/origins.js';

const patterns = [
  'https://app.example.com',
  'https://*.wild.example.com',
  'http://localhost:5173',
  'https://*.ports.example.com:8443',
];

describe('originAllowed', () => {
  test.each([
    'https://app.example.com',
    'https://a.wild.example.com',
    'https://a.b.wild.example.com',
    'http://localhost:5173',
    'https://x.ports.example.com:8443',
  ])('takes %s', (origin) => {
    expect(originAllowed(origin, patterns)).toBe(true);
  });

  test.each([
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://app.example.com/',
    'https://APP.example.com',
    'https://user@app.example.com',
    'https://app.example.com.evil.com',
    'https://evilapp.example.com',
    'https://wild.example.com',
    'https://evilwild.example.com',
    'https://.wild.example.com',
    'https://a..wild.example.com',
    'http://a.wild.example.com',
    'http://localhost',
    'http://localhost:5174',
    'https://x.ports.example.com',
    'null',
    '',
    '*',
    'file:///etc/passwd',
    'chrome-extension://abc',
  ])('refuses %s', (origin) => {
    expect(originAllowed(origin, patterns)).toBe(false);
  });

  test('refuses every origin if none is configured', () => {
    expect(originAllowed('https://app.example.com', [])).toBe(false);
  });

  test('uses the default port if none is given', () => {
    expect(originAllowed('https://app.example.com', ['https://app.example.com:443'])).toBe(true);
  });
});

describe('requestOriginAllowed', () => {
  const ask = (headers: Record<string, string>, trustProxy = false) =>
    requestOriginAllowed({ headers }, patterns, trustProxy);

  test('accepts a request without an origin, and one from our own host', () => {
    expect(ask({ host: '127.0.0.1:4000' })).toBe(true);
    expect(ask({ host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4000' })).toBe(true);
  });

  test('trusts the host a proxy forwards only where proxies are trusted', () => {
    const headers = {
      host: 'inner:4000',
      'x-forwarded-host': 'api.example.org',
      origin: 'https://api.example.org',
    };
    expect(ask(headers)).toBe(false);
    expect(ask(headers, true)).toBe(true);
  });

  test('refuses another port of our host, and a malformed origin', () => {
    expect(ask({ host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4001' })).toBe(false);
    expect(ask({ host: 'null', origin: 'null' })).toBe(false);
  });
});
