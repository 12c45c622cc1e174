import { afterEach, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { sessionToken } from '../support/app.js';
import { startEmulator, type TestEmulator } from '../support/emulator.js';
import { CREATE_TRANSACTION, present } from '../support/documents.js';
import { GraphqlClient } from '../support/graphql-client.js';
import { buying, type CreateAnswer } from '../support/player.js';
import { count, figure, randomStream } from '../support/faults.js';
import { type KillableServer, killableServer } from './killable-server.js';

/** Short, so that a crashed attempt is detected soon: the lease is 5 s longer. */
const TOTAL_TIMEOUT_MS = 1_000;
const LEASE_MS = TOTAL_TIMEOUT_MS + 5_000;
const TIMEOUTS = {
  GATEWAY_CONNECT_TIMEOUT_MS: '500',
  GATEWAY_RESPONSE_TIMEOUT_MS: String(TOTAL_TIMEOUT_MS),
  GATEWAY_TOTAL_TIMEOUT_MS: String(TOTAL_TIMEOUT_MS),
};

let emulator: TestEmulator;
let server: KillableServer;
let client: GraphqlClient;

async function startWith(env: Readonly<Record<string, string>>): Promise<void> {
  emulator = await startEmulator();
  server = await killableServer(emulator, env);
  client = new GraphqlClient(server.url, await sessionToken('alice'));
  await server.start();
}

afterEach(async () => {
  await server.close();
  await emulator.close();
});

/** Null when the server died before it answered. */
async function create(idempotencyKey: string): Promise<CreateAnswer | null> {
  const input = { idempotencyKey, allowDuplicate: true, ...buying() };
  const answer = await client.send(CREATE_TRANSACTION, { input }).catch(() => null);
  if (answer === null) return null;
  if (answer.data == null) throw new Error(`HTTP ${answer.status}: ${JSON.stringify(answer.errors)}`);
  return present(answer.data.createTransaction);
}

async function upstreamCreations(): Promise<number> {
  const requests = await emulator.control.requests('/transaction');
  return requests.filter(({ method }) => method === 'POST').length;
}

describe('one idempotency key', () => {
  test('used by many calls at once causes one upstream call, and all get its transaction', async () => {
    // The usual time-outs: a machine this busy needs more than a second for the answer.
    await startWith({});
    await emulator.control.faults([{ path: '/transaction', delayMs: 500, times: 1 }]);
    const before = await upstreamCreations();
    const calls = count(1_000);
    const answers = await Promise.all(Array.from({ length: calls }, () => create('one key for all')));
    const kinds = new Set(answers.map((answer) => answer?.__typename));
    const ids = new Set(answers.flatMap((answer) => (answer?.id === undefined ? [] : [answer.id])));
    const posts = (await upstreamCreations()) - before;
    figure(`upstream calls of ${calls} concurrent createTransaction with one key`, posts);
    expect(posts).toBe(1);
    kinds.delete('TransactionInProgress');
    expect([...kinds]).toEqual(['Transaction']);
    expect(ids.size).toBe(1);
  });
});

/** The outcome of one key whose server was killed. */
interface Round {
  readonly key: string;
  /** The transactions that callers received, in order. */
  readonly handedOut: string[];
  readonly others: string[];
}

describe('a kill between sending and storing', () => {
  /** How long upstream delays its answer, and the period in which the kill happens. */
  const ANSWER_AFTER_MS = 60;
  const KILL_WITHIN_MS = 120;
  /** Every second kill happens this soon after the first answer: what was returned must be stored by then. */
  const KILL_AFTER_ANSWER_MS = 20;
  const KEYS_PER_KILL = 3;

  test('never returns two transactions for one key, and every key works again', async () => {
    await startWith(TIMEOUTS);
    const random = randomStream(11);
    const rounds: Round[] = [];
    const repeated: Promise<void>[] = [];
    const kills = count(100);
    const before = await upstreamCreations();
    // The work is done at upstream, then the answer hangs: a kill falls before, within and after that.
    await emulator.control.faults([{ path: '/transaction', delayMs: ANSWER_AFTER_MS, after: true }]);
    const leftOpen = () =>
      server.rows<{ state: string }>("select state from idempotency_keys where state = 'PENDING'");
    // On a slow machine a few kills may all miss the moment between sending and storing.
    const isEnough = async (kill: number) =>
      kill >= kills && (kill >= 4 * kills || (await leftOpen()).length > 0);
    for (let kill = 0; !(await isEnough(kill)); kill += 1) {
      const keys = Array.from({ length: KEYS_PER_KILL }, (_, index) => `kill ${kill}, key ${index}`);
      const killed = await killDuring(keys, (firstAnswer) =>
        kill % 2 === 0
          ? pause(random() * KILL_WITHIN_MS)
          : firstAnswer.then(() => pause(random() * KILL_AFTER_ANSWER_MS)),
      );
      rounds.push(...killed);
      // Repeated at once: these wait, most of them until the next kill.
      repeated.push(...killed.map(async (round) => note(round, [await create(round.key)])));
    }
    const crashed = await leftOpen();
    const answered = rounds.filter(({ handedOut }) => handedOut.length > 0).length;
    figure(`keys of ${rounds.length} that were handed a transaction before a kill`, answered);
    figure(`attempts of ${rounds.length} that ${kills} kills left open`, crashed.length);
    expect(crashed.length).toBeGreaterThan(0);
    expect(answered).toBeGreaterThan(0);
    await pause(LEASE_MS);
    await emulator.control.faults([]);
    await Promise.all(repeated);
    for (const round of rounds)
      note(round, await Promise.all([create(round.key), create(round.key), create(round.key)]));
    for (const { key, handedOut, others } of rounds) {
      expect({ key, transactions: new Set(handedOut).size }).toEqual({ key, transactions: 1 });
      expect(others.filter((kind) => !['OutcomeUnknown', 'TransactionInProgress'].includes(kind))).toEqual(
        [],
      );
    }
    const orphans = (await upstreamCreations()) - before - rounds.length;
    figure(`transactions that no caller received, after ${kills} kills`, orphans);
    // At most one inert transaction for each attempt that was killed.
    expect(orphans).toBeLessThanOrEqual(crashed.length);
  });

  /** Calls, kills at an instant, and starts again. */
  async function killDuring(
    keys: readonly string[],
    instant: (firstAnswer: Promise<unknown>) => Promise<unknown>,
  ): Promise<Round[]> {
    const rounds = keys.map((key): Round => ({ key, handedOut: [], others: [] }));
    const calls = [...rounds, ...rounds].map(async (round) => note(round, [await create(round.key)]));
    await instant(Promise.race(calls));
    await server.kill();
    await Promise.all(calls);
    await server.start();
    return rounds;
  }

  function note(round: Round, answers: readonly (CreateAnswer | null)[]): void {
    for (const answer of answers) {
      if (answer === null) continue;
      if (answer.__typename === 'Transaction') round.handedOut.push(answer.id);
      else round.others.push(answer.__typename);
    }
  }
});
