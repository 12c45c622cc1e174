import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OperatorRole } from '../../../src/console/operator.js';
import { silentLog } from '../../../src/core/log.js';
import { countViewer } from '../../../src/ledger/erasure/erase-viewer.js';
import { readReceipt } from '../../../src/ledger/erasure/receipts.js';
import { Tombstones } from '../../../src/ledger/erasure/tombstones.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { startApp, type TestApp } from '../../support/app.js';
import { openTestConsole, type TestConsole } from '../../support/operator-client.js';
import { type PlantedViewer, plantViewer } from '../../support/planted-viewer.js';

const EXPORT =
  'mutation($viewer: String!, $reason: String!) { exportViewer(viewer: $viewer, reason: $reason) }';
const ERASE = `mutation($viewer: String!, $reason: String!, $isDryRun: Boolean! = false) {
  eraseViewer(viewer: $viewer, reason: $reason, isDryRun: $isDryRun) {
    erasureId erasedAt receipt tables { table rows }
  }
}`;

interface Erased {
  readonly eraseViewer: {
    readonly erasureId: string | null;
    readonly receipt: string | null;
    readonly tables: readonly { readonly table: string; readonly rows: number }[];
  };
}

let app: TestApp;
let ledger: Ledger;
let operators: TestConsole;
let alice: PlantedViewer;
let planted = 0;

beforeAll(async () => {
  app = await startApp({ env: { CONSOLE: 'on' } });
  ledger = await openLedger(app.databaseUrl, { log: silentLog });
  operators = openTestConsole(app.app, ledger);
});
beforeEach(async () => {
  planted += 1;
  alice = await plantViewer(ledger, `canary-operator-${planted}`);
});
afterAll(async () => {
  await ledger.close();
  await app.close();
});

const given = (more: object = {}) => ({ viewer: alice.sub, reason: 'ticket 7', ...more });
const digest = () => new Tombstones(ledger.digestKey).of('viewer', alice.sub);
const isThere = async () => Object.keys(await countViewer(ledger, alice.sub)).length > 0;

describe('an operator', () => {
  test('exports a viewer, which is recorded under a digest', async () => {
    const { exportViewer } = await operators.as(['REVEAL']).ask<{ exportViewer: string }>(EXPORT, given());
    expect(alice.exported.filter((text) => !exportViewer.includes(text))).toEqual([]);
    const act = { operator: 'olga', action: 'EXPORT_VIEWER', subject: digest(), reason: 'ticket 7' };
    expect((await operators.acts()).at(-1)).toEqual(act);
  });

  test('erases a viewer, and gets the receipt', async () => {
    const { eraseViewer } = await operators
      .as(['OPERATOR'])
      .ask<Erased & Record<string, object>>(ERASE, given());
    const receipt = readReceipt(ledger, eraseViewer.receipt ?? '');
    expect([receipt.erasureId, receipt.viewer]).toEqual([eraseViewer.erasureId, digest()]);
    expect(eraseViewer.tables).toContainEqual({ table: 'transactions', rows: 1 });
    expect(await isThere()).toBe(false);
    expect(alice.canaries.filter((text) => JSON.stringify(eraseViewer).includes(text))).toEqual([]);
    const acts = await operators.acts();
    expect(acts.at(-1)).toEqual({
      operator: 'olga',
      action: 'ERASE_VIEWER',
      subject: digest(),
      reason: 'ticket 7',
    });
    expect(JSON.stringify(acts)).not.toContain(alice.sub);
  });

  test('counts in a dry run, and records and changes nothing', async () => {
    const before = await operators.acts();
    const { eraseViewer } = await operators
      .as(['OPERATOR'])
      .ask<Erased & Record<string, object>>(ERASE, given({ isDryRun: true }));
    expect(eraseViewer).toMatchObject({ erasureId: null, erasedAt: null, receipt: null });
    expect(eraseViewer.tables.length).toBeGreaterThan(10);
    expect([await isThere(), await operators.acts()]).toEqual([true, before]);
  });

  test.each<[string, string, readonly OperatorRole[], object, string]>([
    ['a reader exports', EXPORT, ['READER'], {}, 'FORBIDDEN'],
    ['an operator without REVEAL exports', EXPORT, ['OPERATOR'], {}, 'FORBIDDEN'],
    ['a reader erases', ERASE, ['READER'], {}, 'FORBIDDEN'],
    ['a reader counts', ERASE, ['READER'], { isDryRun: true }, 'FORBIDDEN'],
    ['REVEAL alone erases', ERASE, ['REVEAL'], {}, 'FORBIDDEN'],
    ['an export has no reason', EXPORT, ['REVEAL'], { reason: ' ' }, 'BAD_USER_INPUT'],
    ['an erasure has no reason', ERASE, ['OPERATOR'], { reason: '' }, 'BAD_USER_INPUT'],
    ['a viewer is not there to export', EXPORT, ['REVEAL'], { viewer: 'unknown' }, 'NOT_FOUND'],
    ['a viewer is not there to erase', ERASE, ['OPERATOR'], { viewer: 'unknown' }, 'NOT_FOUND'],
    ['an id is empty', ERASE, ['OPERATOR'], { viewer: '' }, 'BAD_USER_INPUT'],
  ])('is refused where %s, and nothing is recorded', async (_name, document, roles, more, code) => {
    const before = await operators.acts();
    expect((await operators.as(roles).run(document, given(more))).codes).toEqual([code]);
    expect([await isThere(), await operators.acts()]).toEqual([true, before]);
  });
});
