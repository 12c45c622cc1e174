import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  finishConsoleLogin,
  saveConsoleLogin,
  trimConsoleLogins,
  useConsoleLogin,
} from '../../../src/ledger/console/logins.js';
import { appendOperatorAct, listOperatorActs } from '../../../src/ledger/console/operator-log.js';
import {
  findConsoleSession,
  openConsoleSessions,
  removeConsoleSession,
  renewConsoleSession,
  saveConsoleSession,
  type StoredSession,
  trimConsoleSessions,
} from '../../../src/ledger/console/sessions.js';
import type { LedgerImplementation, TestLedger } from '../../support/ledger.js';

const LOGIN = { digest: 'd1', operator: 'asha', roles: ['READER', 'REVEAL'], expiresAt: 100 };
const SESSION: StoredSession = {
  sessionId: 's1',
  digest: 'd1',
  previousDigest: null,
  renewedAt: 10,
  operator: 'asha',
  roles: ['READER'],
  expiresAt: 1_796_020_701_000,
};

/** The tables of the console. */
export function consoleSuite(implementation: LedgerImplementation): void {
  let open: TestLedger;
  beforeEach(async () => {
    open = await implementation.open();
  });
  afterEach(() => open.close());

  test('gives a login once, though many ask for it', async () => {
    const { ledger } = open;
    await ledger.write((unit) => saveConsoleLogin(unit, LOGIN));
    const found = await Promise.all(
      [1, 2, 3].map(() => ledger.write((unit) => useConsoleLogin(unit, 'd1', 99))),
    );
    expect(found.filter((login) => login !== null)).toEqual([expect.objectContaining(LOGIN)]);
  });

  test('gives no login that is late or unknown', async () => {
    const { ledger } = open;
    await ledger.write((unit) => saveConsoleLogin(unit, LOGIN));
    expect(await ledger.write((unit) => useConsoleLogin(unit, 'd2', 1))).toBeNull();
    expect(await ledger.write((unit) => useConsoleLogin(unit, 'd1', 100))).toBeNull();
    expect(await ledger.write((unit) => useConsoleLogin(unit, 'd1', 1))).toBeNull();
  });

  test('finishes a login through others once, until it is removed as a late one', async () => {
    const { ledger } = open;
    const finish = (digest: string) => ledger.write((unit) => finishConsoleLogin(unit, digest, 100));
    expect((await Promise.all(['o1', 'o1', 'o1', 'o2'].map(finish))).filter(Boolean)).toHaveLength(2);
    expect(await finish('o1')).toBe(false);
    expect(await ledger.write((unit) => trimConsoleLogins(unit, 101, 10))).toBe(2);
    expect(await finish('o1')).toBe(true);
  });

  test('finds a session by its token and by the one before', async () => {
    const { ledger } = open;
    await ledger.write((unit) => saveConsoleSession(unit, SESSION));
    expect(await findConsoleSession(ledger.db, 'd1')).toEqual(SESSION);
    const renew = (digest: string) => ledger.write((unit) => renewConsoleSession(unit, SESSION, digest, 20));
    expect([await renew('d2'), await renew('d3')]).toEqual([true, false]);
    const renewed = { ...SESSION, digest: 'd2', previousDigest: 'd1', renewedAt: 20 };
    expect(await findConsoleSession(ledger.db, 'd1')).toEqual(renewed);
    expect(await findConsoleSession(ledger.db, 'd2')).toEqual(renewed);
    expect(await findConsoleSession(ledger.db, 'd3')).toBeNull();
  });

  test('ends a session once, and knows which are open', async () => {
    const { ledger } = open;
    await ledger.write((unit) => saveConsoleSession(unit, SESSION));
    const isOpen = async (now: number) => [...(await openConsoleSessions(ledger.db, ['s1', 's2'], now))];
    expect([await isOpen(1), await isOpen(SESSION.expiresAt)]).toEqual([['s1'], []]);
    expect([...(await openConsoleSessions(ledger.db, [], 1))]).toEqual([]);
    const end = () => ledger.write((unit) => removeConsoleSession(unit, 's1'));
    expect([await end(), await end(), await isOpen(1)]).toEqual([true, false, []]);
  });

  test('forgets what has expired, a batch at a time', async () => {
    const { ledger } = open;
    for (const digest of ['a', 'b', 'c']) {
      const expiresAt = digest === 'c' ? 200 : 100;
      await ledger.write((unit) => saveConsoleLogin(unit, { ...LOGIN, digest, expiresAt }));
      const session = { ...SESSION, sessionId: digest, digest, expiresAt };
      await ledger.write((unit) => saveConsoleSession(unit, session));
    }
    for (const trim of [trimConsoleLogins, trimConsoleSessions]) {
      const removed = () => ledger.write((unit) => trim(unit, 150, 1));
      expect([await removed(), await removed(), await removed()]).toEqual([1, 1, 0]);
    }
    expect(await findConsoleSession(ledger.db, 'c')).not.toBeNull();
  });

  test('lists what operators did from the newest, also within one millisecond', async () => {
    const { ledger } = open;
    const acts = ['e1', 'e2', 'e3'].map((entryId, index) => ({
      entryId,
      at: index === 0 ? 1 : 1_796_020_701_000,
      operator: 'asha',
      action: 'LOG_IN',
      subject: index === 1 ? 'READER' : null,
      reason: null,
    }));
    for (const act of acts) await ledger.write((unit) => appendOperatorAct(unit, act));
    const [first, second, third] = acts;
    expect(await listOperatorActs(ledger.db, null, 2)).toEqual([third, second]);
    expect(await listOperatorActs(ledger.db, third ?? null, 9)).toEqual([second, first]);
    expect(await listOperatorActs(ledger.db, first ?? null, 9)).toEqual([]);
  });
}
