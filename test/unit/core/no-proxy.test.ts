import { describe, expect, test } from '@jest/globals';
import { isExemptFromProxy } from '../../../src/core/http/no-proxy.js';

const exempt = (url: string, list: string) =>
  isExemptFromProxy(
    new URL(url),
    list.split(',').filter((entry) => entry !== ''),
  );

describe('NO_PROXY', () => {
  test.each([
    ['*', 'https://gatewayapi.smallcase.com'],
    ['gatewayapi.smallcase.com', 'https://gatewayapi.smallcase.com'],
    ['smallcase.com', 'https://gatewayapi.smallcase.com'],
    ['SmallCase.COM', 'https://gatewayapi.smallcase.com'],
    ['.smallcase.com', 'https://gatewayapi.smallcase.com'],
    ['*.smallcase.com', 'https://gatewayapi.smallcase.com'],
    ['other.com,smallcase.com', 'https://smallcase.com'],
    ['smallcase.com', 'https://smallcase.com./'],
    ['smallcase.com:443', 'https://smallcase.com'],
    ['smallcase.com:80', 'http://smallcase.com'],
    ['smallcase.com:8443', 'https://smallcase.com:8443'],
    ['localhost', 'http://localhost:4318'],
    ['127.0.0.1', 'http://127.0.0.1:4010'],
    ['127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['10.0.0.0/8', 'http://10.20.30.40:4318'],
    ['::1', 'http://[::1]:4318'],
    ['[::1]', 'http://[::1]:4318'],
    ['[::1]:4318', 'http://[::1]:4318'],
    ['::ffff:10.0.0.1', 'http://10.0.0.1'],
    ['fd00::/8', 'http://[fd12::1]'],
  ])('%s exempts %s', (list, url) => expect(exempt(url, list)).toBe(true));

  test.each([
    ['', 'https://smallcase.com'],
    ['case.com', 'https://smallcase.com'],
    ['.smallcase.com', 'https://smallcase.com'],
    ['*.smallcase.com', 'https://smallcase.com'],
    ['smallcase.com:8443', 'https://smallcase.com'],
    ['api.smallcase.com', 'https://smallcase.com'],
    ['smallcase.com', 'https://smallcase.com.evil.example'],
    ['127.0.0.1', 'http://127.0.0.2'],
    ['10.0.0.0/8', 'http://11.0.0.1'],
    ['10.0.0.0/8', 'http://[fd12::1]'],
    ['10.0.0.0/8', 'http://ten.example'],
    ['fd00::/8', 'http://10.0.0.1'],
    ['127.0.0.1:4010', 'http://127.0.0.1:4011'],
  ])('%s does not exempt %s', (list, url) => expect(exempt(url, list)).toBe(false));
});
