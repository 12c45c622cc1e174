import { describe, expect, test } from '@jest/globals';
import { createLocalNames, isAuthority } from '../../../src/core/http/local-names.js';

const names = createLocalNames(['10.0.2.2', 'dwar.lan:4000', 'Emulator', '[fd00::2]', 'plain.lan:80']);
const asked = (host: string, url = '/') => names.includesHost({ rawHeaders: ['Host', host], url });

describe('a Host that is served', () => {
  test.each([
    'localhost',
    'localhost:4000',
    'LOCALHOST:1',
    'localhost.:4000',
    'shop.localhost:5173',
    'a.b.localhost',
    '127.0.0.1:4000',
    '127.9.8.7',
    '127.1',
    '[::1]',
    '[::1]:4000',
    '[0:0:0:0:0:0:0:1]:4000',
    '10.0.2.2',
    '10.0.2.2:4010',
    'dwar.lan:4000',
    'DWAR.LAN.:4000',
    'emulator:4010',
    '[fd00::2]:4000',
    '[FD00:0::2]',
    'plain.lan',
    'plain.lan:080',
  ])('is %s', (host) => {
    expect(asked(host)).toBe(true);
  });
});

describe('a Host that is not served', () => {
  test.each([
    '',
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    'evil-localhost',
    'notlocalhost:4000',
    '127.0.0.1.evil.example',
    '127.0.0.1.nip.io:4000',
    '127.0.0.256',
    '128.0.0.1',
    '0.0.0.0:4000',
    '[::]:4000',
    '[::2]',
    '[::ffff:127.0.0.1]',
    '192.168.1.20:4000',
    'dwar.lan',
    'dwar.lan:4001',
    'plain.lan:4000',
    '10.0.2.20',
    'localhost@evil.example',
    'evil.example@localhost',
    'user:pass@localhost:4000',
    'localhost:4000:80',
    'localhost:99999999',
    'localhost/',
    'localhost, evil.example',
    'localhost evil.example',
    'localhost\t',
    'http://localhost',
    '[::1',
    '::1',
    'l%6Fcalhost',
    '[::1%25lo]',
    'ⓛocalhost',
    'localhost..',
    '.',
    '-',
  ])('is "%s"', (host) => {
    expect(asked(host)).toBe(false);
  });

  test('is none at all, and one of two', () => {
    expect(names.includesHost({ rawHeaders: [], url: '/' })).toBe(false);
    expect(names.includesHost({ rawHeaders: ['Accept', 'Host'], url: '/' })).toBe(false);
    const twice = ['Host', 'localhost', 'hOST', 'localhost'];
    expect(names.includesHost({ rawHeaders: twice, url: '/' })).toBe(false);
  });
});

test('an absolute target must name one that is served, too', () => {
  expect(asked('localhost', 'http://127.0.0.1:4000/graphql')).toBe(true);
  for (const target of [
    'http://evil.example/graphql',
    'http://localhost@evil.example/',
    'HTTP://EVIL.example?x',
    'ws://localhost/graphql',
    'evil.example:443',
    'graphql',
  ])
    expect([target, asked('localhost', target)]).toEqual([target, false]);
  expect(asked('evil.example', 'http://localhost/')).toBe(false);
});

describe('an Origin', () => {
  test.each([
    'http://localhost:5173',
    'http://localhost:3000',
    'http://localhost',
    'https://shop.localhost:8443',
    'http://127.0.0.1:4010',
    'http://[::1]:5173',
    'http://10.0.2.2:5173',
    'https://emulator',
    'http://dwar.lan:4000',
    'http://plain.lan',
  ])('%s is served', (origin) => {
    expect(names.includesOrigin(origin)).toBe(true);
  });

  test.each([
    'null',
    '',
    'https://evil.example',
    'http://localhost.evil.example:5173',
    'http://dwar.lan',
    'https://plain.lan',
    'http://localhost:5173/',
    'http://LOCALHOST:5173',
    'http://user@localhost:5173',
    'http://localhost:5173, http://localhost:5173',
    'file://localhost',
    'chrome-extension://localhost',
    'ws://localhost:4000',
  ])('"%s" is not', (origin) => {
    expect(names.includesOrigin(origin)).toBe(false);
  });
});

test('without a list only loopback names are served', () => {
  const { includesHost, includesOrigin } = createLocalNames([]);
  expect(includesHost({ rawHeaders: ['Host', 'localhost:1'], url: '/' })).toBe(true);
  expect(includesHost({ rawHeaders: ['Host', '10.0.2.2'], url: '/' })).toBe(false);
  expect(includesOrigin('http://10.0.2.2')).toBe(false);
});

test('a list takes hosts and ports, and no URLs, lists within or wildcards', () => {
  expect(['10.0.2.2', 'dwar.lan:4000', '[fd00::2]:1'].every(isAuthority)).toBe(true);
  for (const bad of ['', 'http://a', 'a/b', '*.lan', 'a b', 'a:b', 'u@a', 'a:99999'])
    expect([bad, isAuthority(bad)]).toEqual([bad, false]);
});
