import { expect, test } from '@jest/globals';
import { startApp } from '../support/app.js';
import { readMetric } from '../support/gateway-process.js';

const COMMITS = 'dwar_ledger_commits_total';

test('three hundred callers of /health/ready cost one write to disk a second', async () => {
  const app = await startApp();
  const before = await readMetric(app.url, COMMITS);
  const startedAt = performance.now();
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => (await fetch(`${app.url}/health/ready`)).status),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const writes = (await readMetric(app.url, COMMITS)) - before;
  await app.close();
  expect(writes).toBeGreaterThan(0);
  // The start may still store something of its own.
  expect(writes).toBeLessThanOrEqual(Math.floor(seconds) + 2);
});
