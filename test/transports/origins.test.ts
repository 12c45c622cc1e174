import { describe, expect, test } from '@jest/globals';
import { originAllowed } from '../../src/core/http/origin-allowed.js';
import { requestOriginAllowed } from '../../src/http/origins.js';

const patterns = [
  'https://app.example.com',
  'https://*.wild.example.com',
  'http://localhost:5173',
  'https://*.ports.example.com:8443',
  'https://*.default.example.com:443',
  'capacitor://localhost',
  'ionic://localhost',
  'app://.',
  'app://dwar.example:1234',
];

describe('originAllowed', () => {
  test.each([
    'https://app.example.com',
    'https://a.wild.example.com',
    'https://a.b.wild.example.com',
    'http://localhost:5173',
    'https://x.ports.example.com:8443',
    'capacitor://localhost',
    'ionic://localhost',
    'app://.',
    'app://dwar.example:1234',
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
    'capacitor://localhost/',
    'capacitor://localhost:8080',
    'capacitor://LOCALHOST',
    'CAPACITOR://localhost',
    'capacitor://localhost.evil.com',
    'capacitor://evil',
    'ionic:localhost',
    'app://',
    'app://other',
    'app://dwar.example',
    'https://localhost',
    'https://*.wild.example.com',
    'https://*.default.example.com:443',
    'tauri://localhost',
  ])('refuses %s', (origin) => {
    expect(originAllowed(origin, patterns)).toBe(false);
  });

  test('refuses every origin if none is configured', () => {
    expect(originAllowed('https://app.example.com', [])).toBe(false);
    expect(originAllowed('capacitor://localhost', [])).toBe(false);
  });

  test('never takes `null`, which pages of any site can send', () => {
    expect(originAllowed('null', ['null', ...patterns])).toBe(false);
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

  test.each([
    ['wss://api.example.org', 'api.example.org:443', 'Apollo iOS'],
    ['ws://127.0.0.1:4000', '127.0.0.1:4000', 'Apollo iOS in development'],
    ['https://api.example.org', 'api.example.org', 'React Native'],
    ['https://api.example.org:443', 'api.example.org', 'React Native with a port in the URL'],
    ['https://api.example.org:443', 'api.example.org:443', 'React Native with a port in the URL'],
    ['http://api.example.org', 'api.example.org:80', 'a client that names the default port'],
    ['https://api.example.org:8443', 'api.example.org:8443', 'a client of another port'],
  ])('accepts %s for the host %s, as %s sends them', (origin, host) => {
    expect(ask({ host, origin })).toBe(true);
    expect(ask({ host: 'inner', 'x-forwarded-host': host, origin }, true)).toBe(true);
    expect(ask({ host: 'inner', 'x-forwarded-host': host, origin })).toBe(false);
  });

  test.each([
    ['wss://evil.example', 'api.example.org'],
    ['https://api.example.org', 'api.example.org:80'],
    ['https://api.example.org:443:443', 'api.example.org'],
    ['https://api.example.org:8443', 'api.example.org'],
    ['https://api.example.org:8443', 'api.example.org:8443:443'],
    ['https://user@api.example.org', 'api.example.org'],
    ['https://api.example.org/', 'api.example.org'],
    ['https://API.example.org', 'API.example.org'],
    ['ftp://api.example.org', 'api.example.org'],
    ['file://', ''],
    ['null', ''],
    ['', ''],
  ])('refuses %s for the host %s', (origin, host) => {
    expect(ask({ host, origin })).toBe(false);
  });

  test('refuses another port of our host, and a malformed origin', () => {
    expect(ask({ host: '127.0.0.1:4000', origin: 'http://127.0.0.1:4001' })).toBe(false);
    expect(ask({ host: 'null', origin: 'null' })).toBe(false);
  });

  test('does not take an app for our own page because it chose our host for its scheme', () => {
    expect(ask({ host: 'dwar.example', origin: 'app://dwar.example' })).toBe(false);
    expect(ask({ host: 'localhost', origin: 'capacitor://localhost' })).toBe(true);
    expect(ask({ host: 'localhost', origin: 'tauri://localhost' })).toBe(false);
    const forwarded = { host: 'inner', 'x-forwarded-host': 'dwar.example', origin: 'app://dwar.example' };
    expect(ask(forwarded, true)).toBe(false);
  });
});
