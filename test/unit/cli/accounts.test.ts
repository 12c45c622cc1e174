import { appendAnyEvent } from '../../support/ledger.js';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { toGlobalId } from '../../../src/core/ids.js';
import { silentLog } from '../../../src/core/log.js';
import { findBrokerAccount, saveBrokerAccount } from '../../../src/ledger/broker-accounts.js';
import { readEvents } from '../../../src/ledger/events.js';
import { findHoldings, saveHoldings } from '../../../src/ledger/holdings.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { openLedger } from '../../../src/ledger/open-ledger.js';
import { removeTemporaryFolders, runInProcess, temporaryFolder } from '../../support/cli.js';

const MINE = '611a21465fc1af22353c1395';
const OTHER = '611a21465fc1af22353c1396';

let folder: string;
let ledger: Ledger;

afterAll(removeTemporaryFolders);

const open = () => openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog });

/** Two linked accounts, each with holdings and an event about them. */
beforeEach(async () => {
  folder = temporaryFolder();
  ledger = await open();
  for (const [authId, viewerId] of [
    [MINE, 'alice'],
    [OTHER, 'bob'],
  ] as const) {
    await ledger.write(async (unit) => {
      await saveBrokerAccount(unit, { authId, viewerId, broker: 'kite', linkedAt: 1_700_000_000_000 });
      await saveHoldings(unit, viewerId, holdingsOf(authId), 1);
      const event = { type: 'HOLDINGS', subject: authId, authId, occurredAt: 1, snapshot: {} } as const;
      await appendAnyEvent(unit, { ...event, viewerId });
    });
  }
  await ledger.close();
});

function holdingsOf(authId: string): Parameters<typeof saveHoldings>[2] {
  const nothing = { securities: [], smallcases: [], mutualFunds: [] };
  return { authId, provenance: 'CONFIRMED', receivedAt: 1, ...nothing } as unknown as ReturnType<
    typeof holdingsOf
  >;
}

const unlink = (...args: string[]) => runInProcess(['accounts', 'unlink', ...args, '--data', folder]);

async function heldBy(authId: string): Promise<string | null> {
  const ledger = await open();
  const account = await findBrokerAccount(ledger.db, authId);
  const viewerId = account?.viewerId ?? null;
  const holdings = await findHoldings(ledger.db, authId);
  const events = await readEvents(ledger.db, authId === MINE ? 'alice' : 'bob', { afterSeq: 0, limit: 9 });
  await ledger.close();
  // The link, the holdings and their events are deleted together.
  expect([holdings !== null, events.length === 1]).toEqual([viewerId !== null, viewerId !== null]);
  return viewerId;
}

describe('dwar accounts unlink', () => {
  test.each([
    ["Gateway's id", [MINE]],
    ['the global id', [toGlobalId('BrokerAccount', MINE)]],
    ['the right viewer', [MINE, '--viewer', 'alice']],
  ])('unlinks the account given by %s, and no other', async (_name, args) => {
    const { code, stdout } = await unlink(...args, '--yes', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      { unlinked: { authId: MINE, viewer: 'alice', broker: 'kite' } },
    ]);
    expect(await heldBy(MINE)).toBeNull();
    expect(await heldBy(OTHER)).toBe('bob');
  });

  test.each([
    [
      'an account that is not linked',
      ['611a21465fc1af22353c1397'],
      1,
      '611a21465fc1af22353c1397 is not linked',
    ],
    ['the wrong viewer', [MINE, '--viewer', 'bob'], 1, 'not linked to bob'],
    ['an argument that is not an id', ['alice'], 2, 'not the id of a broker account'],
    ['the id of another kind of object', [toGlobalId('Order', MINE)], 2, 'not the id of a broker account'],
  ])('changes nothing for %s', async (_name, args, code, message) => {
    const run = await unlink(...args, '--yes');
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(message);
    expect([await heldBy(MINE), await heldBy(OTHER)]).toEqual(['alice', 'bob']);
  });

  test('without a terminal describes the effect and requires --yes', async () => {
    const run = await unlink(MINE);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('alice');
    expect(run.stderr).toContain('--yes');
    expect(await heldBy(MINE)).toBe('alice');
  });

  test.each([
    [true, 0, null],
    [false, 1, 'alice'],
  ])('asks for confirmation on a terminal; answered %j', async (answer, code, holder) => {
    const questions: string[] = [];
    const args = ['accounts', 'unlink', MINE, '--data', folder];
    const run = await runInProcess(args, {}, async (question) => {
      questions.push(question);
      return answer;
    });
    expect([run.code, questions]).toEqual([code, [expect.stringContaining('alice')]]);
    expect(await heldBy(MINE)).toBe(holder);
  });

  test('works while a server uses the ledger', async () => {
    const server = await openLedger(`sqlite:${join(folder, 'dwar.db')}`, { log: silentLog, exclusive: true });
    const run = await unlink(MINE, '--yes');
    expect(await findBrokerAccount(server.db, MINE)).toBeNull();
    await server.close();
    expect(run.code).toBe(0);
  });
});
