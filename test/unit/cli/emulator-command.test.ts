import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { runInProcess } from '../../support/cli.js';

const env = {
  GATEWAY_NAME: 'acme',
  GATEWAY_SECRET: 'signing-secret-of-the-emulator-test',
  GATEWAY_API_SECRET: 'api-secret-of-the-emulator-test',
  EMULATOR_PORT: '0',
};

describe('dwar emulator', () => {
  test('starts, prints its URL and shows no secret', async () => {
    const { code, stdout } = await runInProcess(['emulator', '--json'], env);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ready: true,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(stdout).not.toContain('test');
  });

  test('exits with 2 and reports every problem of its environment', async () => {
    const { code, stderr } = await runInProcess(['emulator'], { EMULATOR_PORT: 'x', WEBHOOK_URL: 'nowhere' });
    expect(code).toBe(2);
    for (const name of [
      'GATEWAY_NAME',
      'GATEWAY_SECRET',
      'GATEWAY_API_SECRET',
      'EMULATOR_PORT',
      'WEBHOOK_URL',
    ]) {
      expect(stderr).toContain(name);
    }
  });

  test('names the port that is in use and the variable that sets it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runInProcess(['emulator'], { ...env, EMULATOR_PORT: String(port) });
    await new Promise((resolve) => other.close(resolve));
    expect(code).toBe(1);
    expect(stderr).toContain(`port ${port} is in use`);
    expect(stderr).toContain('EMULATOR_PORT');
  });
});
