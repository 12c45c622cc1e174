import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OperatorLog } from '../../src/console/operator-log.js';
import { createLog, silentLog } from '../../src/core/log.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { ask, CALL, type ConsoleApp, send, startConsole } from '../support/console.js';

interface Page {
  readonly nodes: readonly {
    operator: string;
    action: string;
    subject: string | null;
    reason: string | null;
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe('the operator log', () => {
  let app: ConsoleApp;
  let ledger: Ledger;
  let log: OperatorLog;
  const lines: string[] = [];
  beforeAll(async () => {
    app = await startConsole();
    ledger = await openLedger(app.databaseUrl, { log: silentLog });
    const output = createLog('info', { write: (line: string) => void lines.push(line) });
    log = new OperatorLog({ ledger, clock: app.clock, log: output });
  });
  afterAll(async () => {
    await ledger.close();
    await app.close();
  });

  const read = async (cookie: string, args = ''): Promise<Page> => {
    const query = `{ operatorLog${args} { nodes { operator action subject reason } pageInfo { hasNextPage endCursor } } }`;
    const { text } = await ask(app.consoleUrl, query, { cookie });
    return (JSON.parse(text) as { data: { operatorLog: Page } }).data.operatorLog;
  };

  test('records who logs in, with which roles, and who logs out', async () => {
    const gone = await app.logIn(['READER', 'OPERATOR'], 'ravi');
    await send(app.consoleUrl, {
      method: 'DELETE',
      path: '/console/session',
      headers: { ...CALL, cookie: gone },
    });
    await app.clock.advance(1_000);
    const { nodes } = await read(await app.logIn(['READER'], 'asha'));
    expect(nodes).toEqual([
      { operator: 'asha', action: 'LOG_IN', subject: 'READER by link', reason: null },
      expect.objectContaining({ operator: 'ravi' }),
      expect.objectContaining({ operator: 'ravi' }),
    ]);
    expect(nodes.map(({ action }) => action).sort()).toEqual(['LOG_IN', 'LOG_IN', 'LOG_OUT']);
  });

  test('is read page by page, the newest first, with nothing twice and nothing left out', async () => {
    for (let count = 0; count < 5; count += 1) {
      await log.record('ravi', { action: 'REPLAY_DELIVERY', subject: `delivery ${count}` });
      await app.clock.advance(1);
    }
    const cookie = await app.logIn();
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await read(cookie, `(first: 2${after === null ? '' : `, after: "${after}"`})`);
      expect(page.nodes.length).toBeLessThanOrEqual(2);
      seen.push(...page.nodes.map(({ action, subject }) => `${action} ${subject}`));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    const replays = seen.filter((entry) => entry.startsWith('REPLAY'));
    expect(replays).toEqual([4, 3, 2, 1, 0].map((count) => `REPLAY_DELIVERY delivery ${count}`));
    expect(seen.length).toBe((await read(cookie)).nodes.length);
  });

  test.each(['(first: 0)', '(first: 101)', '(after: "x")', '(after: "MToy")'])('refuses %s', async (args) => {
    const answer = await ask(app.consoleUrl, `{ operatorLog${args} { nodes { id } } }`, {
      cookie: await app.logIn(),
    });
    expect(answer.code).toBe('BAD_USER_INPUT');
  });

  test('hides personal data in a reason, and its line of the log has no text of an operator', async () => {
    const reason = 'asked by ABCDE1234F, asha@example.com, 9876543210';
    await log.record('ravi', { action: 'REVEAL_DELIVERY', subject: 'a delivery of ABCDE1234F', reason });
    const [entry] = (await log.page(1, null)).acts;
    expect(entry).toMatchObject({
      operator: 'ravi',
      action: 'REVEAL_DELIVERY',
      subject: 'a delivery of [pan]',
      reason: 'asked by [pan], [email], [phone]',
    });
    const line = lines.find((text) => text.includes('REVEAL_DELIVERY')) ?? '';
    expect(line).toContain(String(entry?.entryId));
    for (const text of ['ravi', 'asked', 'ABCDE1234F']) expect(line).not.toContain(text);
  });

  test('has no entry of work that failed in the same commit', async () => {
    const before = (await log.page(100, null)).acts.length;
    const failing = log.recordWith('ravi', { action: 'UNLINK' }, async () => {
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect((await log.page(100, null)).acts.length).toBe(before);
  });
});
