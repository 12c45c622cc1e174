import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { silentLog } from '../../src/core/log.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { runInProcess } from '../support/cli.js';
import { order } from '../support/facts.js';
import { randomStream, seed } from '../support/faults.js';
import { appendAnyEvent } from '../support/ledger.js';
import { freePort } from '../support/services.js';

const RECEIVER = resolve(import.meta.dirname, 'webhook-receiver.mjs');
/** The time limit of the servers' attempts, and when a late answer comes. */
const TIMEOUT_MS = 500;
const LATE_MS = 700;

/** How often an event is appended before the test gives up. */
const APPEND_TRIES = 20;

/** The variables of the servers. */
export const STORM_ENV = {
  OUTGOING_WEBHOOK_TIMEOUT_MS: String(TIMEOUT_MS),
  OUTGOING_WEBHOOK_FIRST_RETRY_MS: '200',
} as const;

/** What the receiver has written of one webhook. */
interface Arrival {
  readonly number: number;
  readonly id: string;
  readonly viewer: string;
  readonly seq: number;
}

type Line =
  | ({ readonly what: 'begin' } & Arrival)
  | { readonly what: 'end'; readonly number: number }
  | { readonly what: 'boot' | 'unverified' };

/** What a run has come to. */
export interface StormResult {
  readonly arrivals: number;
  /** Events of which at least one webhook came. */
  readonly events: number;
  readonly unverified: number;
  /** Webhooks that began while another one of their viewer was in flight. */
  readonly atOnce: number;
  /** Webhooks that were not the next one of their viewer, and not the last one once more. */
  readonly outOfOrder: readonly string[];
  /** Events with more than one webhook-id, and webhook-ids of more than one event. */
  readonly ambiguousIds: number;
}

/** A receiver that misbehaves and can be killed, and a server inside the network that must not be reached. */
export class Storm {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dwar-storm-'));
  readonly #journal = join(this.#folder, 'journal');
  readonly #inside: Server;
  readonly #ledgers: readonly Ledger[];
  readonly #random = randomStream(77);
  #receiver: ChildProcess | undefined;
  #boots = 0;
  #quiet: Promise<void> = Promise.resolve();
  #appending: Promise<void> = Promise.resolve();
  /** Requests that have reached an address that must not be called. */
  insideRequests = 0;

  private constructor(
    private readonly databaseUrl: string,
    private readonly port: number,
    ledgers: readonly Ledger[],
  ) {
    this.#ledgers = ledgers;
    this.#inside = createServer((_, answer) => {
      this.insideRequests += 1;
      answer.writeHead(204).end();
    });
    writeFileSync(this.#journal, '');
  }

  /** Opens a ledger that servers use, once for each of `writers`. */
  static async open(databaseUrl: string, writers: number): Promise<Storm> {
    const opened = Array.from({ length: writers }, () => openLedger(databaseUrl, { log: silentLog }));
    const storm = new Storm(databaseUrl, await freePort(), await Promise.all(opened));
    await new Promise<void>((settle) => storm.#inside.listen(0, '0.0.0.0', settle));
    return storm;
  }

  /** An address of this machine that is not loopback; a webhook to it is forbidden. */
  get insideUrl(): string | null {
    const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
    const own = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
    const { port } = this.#inside.address() as AddressInfo;
    return own === undefined ? null : `http://${own.address}:${port}/`;
  }

  /** Adds the receiver as an endpoint, and one whose address must not be called. */
  async addEndpoints(): Promise<void> {
    const secret = await this.#add(`http://127.0.0.1:${this.port}/hooks`);
    writeFileSync(join(this.#folder, 'secret'), secret);
    // Added when the rules were others, or its name led elsewhere then.
    await this.#add(`http://127.0.0.1:${this.port}/forbidden`);
    const url = this.insideUrl ?? 'http://192.168.255.254/';
    await this.#first.write(({ db }) =>
      db.updateTable('webhook_endpoints').set({ url }).where('url', 'like', '%/forbidden').execute(),
    );
  }

  async #add(url: string): Promise<string> {
    const env = { DATABASE_URL: this.databaseUrl, NODE_ENV: 'test' };
    const { stdout, stderr } = await runInProcess(['webhooks', 'add', url, '--json'], env);
    if (stderr !== '') throw new Error(stderr);
    return (JSON.parse(stdout) as { secret: string }).secret;
  }

  startReceiver(): void {
    this.#boots += 1;
    this.#receiver = spawn(process.execPath, [RECEIVER], {
      env: {
        PORT: String(this.port),
        SECRET: readFileSync(join(this.#folder, 'secret'), 'utf8'),
        JOURNAL: this.#journal,
        INSIDE_URL: this.insideUrl ?? 'http://10.0.0.1/',
        LATE_MS: String(LATE_MS),
        SEED: String(seed * 1_000 + this.#boots),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }

  async killReceiver(): Promise<void> {
    const receiver = this.#receiver;
    if (receiver === undefined || receiver.exitCode !== null || receiver.signalCode !== null) return;
    const ended = new Promise((settle) => receiver.once('exit', settle));
    receiver.kill('SIGKILL');
    await ended;
  }

  /**
   * Appends this many events to the logs of viewers at random, by all writers at once, spread over a
   * time.
   */
  async append(events: number, viewers: number, overMs: number): Promise<void> {
    const ids = Array.from({ length: viewers }, (_, n) => `viewer-${n}`);
    const rows = ids.map((viewer_id) => ({ viewer_id, head: 0, trimmed_to: 0 }));
    await this.#first.write(({ db }) => db.insertInto('viewers').values(rows).execute());
    const share = Math.ceil(events / this.#ledgers.length);
    const started = performance.now();
    await Promise.all(
      this.#ledgers.map(async (ledger, writer) => {
        const own = Math.min(share, events - writer * share);
        for (let n = 0; n < own; n += 1) {
          await this.#quiet;
          this.#appending = this.#appendOne(ledger, ids[Math.floor(this.#random() * viewers)] as string);
          await this.#appending;
          const ahead = started + (overMs * n) / own - performance.now();
          if (ahead > 20) await pause(ahead);
        }
      }),
    );
  }

  /**
   * Appends nothing during `work`: an embedded ledger cannot be opened by a server while another one
   * writes.
   */
  async whileQuiet(work: () => Promise<unknown>): Promise<void> {
    let end = () => {};
    this.#quiet = new Promise((settle) => {
      end = settle;
    });
    try {
      await this.#appending;
      await work();
    } finally {
      end();
    }
  }

  async #appendOne(ledger: Ledger, viewerId: string): Promise<void> {
    const batchId = '65f1c0a2b7e4d90012ab34cd';
    const event = { viewerId, type: 'ORDER', subject: batchId, occurredAt: Date.now() } as const;
    const snapshot = order({ viewerId, batchId });
    const write = () =>
      ledger.write((unit) => appendAnyEvent(unit, { ...event, snapshot }), {
        scope: { viewers: [viewerId] },
      });
    // A server may have held the lock for too long; nothing was changed then.
    for (let tries = 1; ; tries += 1)
      try {
        return void (await write());
      } catch (error) {
        if (tries === APPEND_TRIES || (error as { code?: string }).code !== 'STORAGE_UNAVAILABLE')
          throw error;
      }
  }

  get #first(): Ledger {
    return this.#ledgers[0] as Ledger;
  }

  /** Waits until nothing waits any more for the endpoint that may be called. */
  async untilSent(withinMs: number): Promise<void> {
    const { db } = this.#first;
    const giveUpAt = performance.now() + withinMs;
    for (;;) {
      const waiting = await db
        .selectFrom('webhook_deliveries')
        .innerJoin('webhook_endpoints', 'webhook_endpoints.endpoint_id', 'webhook_deliveries.endpoint_id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('url', 'like', '%/hooks')
        .executeTakeFirstOrThrow();
      const { head } = await db
        .selectFrom('viewers')
        .select(({ fn }) => fn.sum<number>('head').as('head'))
        .executeTakeFirstOrThrow();
      if (Number(waiting.count) === 0 && this.result().events >= Number(head)) return;
      if (performance.now() > giveUpAt) throw new Error(`${waiting.count} webhooks still wait`);
      await pause(200);
    }
  }

  /** How many deliveries were tried in vain at the address that must not be called. */
  async forbiddenAttempts(): Promise<number> {
    const row = await this.#first.db
      .selectFrom('webhook_deliveries')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('attempts', '>', 0)
      .where('problem', 'like', '%not an address on the internet%')
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** Reads the journal of the receiver. */
  result(): StormResult {
    const text = readFileSync(this.#journal, 'utf8');
    const lines = text
      .split('\n')
      // A kill may cut the last line of a process.
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Line);
    return resultOf(lines);
  }

  async close(): Promise<void> {
    await this.killReceiver();
    for (const ledger of this.#ledgers) await ledger.close();
    await new Promise((settle) => this.#inside.close(settle));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function resultOf(lines: readonly Line[]): StormResult {
  const inFlight = new Map<number, string>();
  const last = new Map<string, number>();
  const events = new Map<string, Set<string>>();
  const ids = new Set<string>();
  const outOfOrder: string[] = [];
  let [arrivals, atOnce, unverified] = [0, 0, 0];
  for (const line of lines) {
    if (line.what === 'boot') inFlight.clear();
    if (line.what === 'unverified') unverified += 1;
    if (line.what === 'end') inFlight.delete(line.number);
    if (line.what !== 'begin') continue;
    const { number, id, viewer, seq } = line;
    arrivals += 1;
    if ([...inFlight.values()].includes(viewer)) atOnce += 1;
    inFlight.set(number, viewer);
    const before = last.get(viewer) ?? 0;
    if (seq !== before && seq !== before + 1) outOfOrder.push(`${viewer}: ${seq} after ${before}`);
    last.set(viewer, seq);
    ids.add(id);
    const key = `${viewer} ${seq}`;
    events.set(key, (events.get(key) ?? new Set()).add(id));
  }
  const pairs = [...events.values()].reduce((sum, { size }) => sum + size, 0);
  const ambiguousIds = pairs - events.size + (pairs - ids.size);
  return { arrivals, events: events.size, unverified, atOnce, outOfOrder, ambiguousIds };
}
