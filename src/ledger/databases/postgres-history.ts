import { describeError } from '../../core/describe-error.js';
import type { Log } from '../../core/log.js';
import { StorageFailed } from './dialect.js';
import type { Epoch } from '../epoch.js';
import { randomEpoch } from '../maintenance/new-epoch.js';
import { storageFailed } from './postgres-errors.js';

/** Runs one statement on one connection and returns its rows. */
export type Ask = (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/** Runs `work` on a connection of its own. */
export type OnConnection = <T>(work: (ask: Ask) => Promise<T>) => Promise<T>;

/** How often the epoch is read again: another instance, or `dwar doctor --new-epoch`, may have changed it. */
const CHECK_EVERY_MS = 1_000;

/**
 * A new timeline begins when a standby is promoted or a backup is recovered to a point in time; another
 * cluster has another system identifier; a dump that is restored makes another table. Any role may ask for
 * these (PostgreSQL 10 and later).
 */
const HISTORY = `select (select system_identifier from pg_control_system())::text
  || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
  || '/' || coalesce(to_regclass('meta')::oid::text, '') as history,
  extract(epoch from pg_postmaster_start_time())::text as started,
  pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::text as written`;

const SERVER = `select pg_is_in_recovery() as "isStandby",
  current_setting('transaction_read_only') = 'on' as "isReadOnly",
  current_setting('server_version_num') as version`;
/** PostgreSQL 10, as `server_version_num`: the first version with these functions. */
const OLDEST_VERSION = 100_000;

/** The service does not let this role ask, or does not know the functions. */
const NOT_TOLD = /^(?:42501|42883|0A000)$/;

/** What a server says of itself. */
interface Server {
  readonly history: string;
  /** When it was started: while it runs, nothing can take commits from it. */
  readonly started: string;
  /**
   * How many bytes of its log are on disk. After a crash they are no fewer; after an older disk was put back
   * they are.
   */
  readonly written: bigint;
}

/** What the ledger has noted of itself. */
interface Noted {
  readonly epoch: string;
  /**
   * The history at the time of the last change of epoch; null in a ledger that was only used before this was
   * noted.
   */
  readonly history: string | null;
  /** The start of the server that was last known to lack nothing; null as above. */
  readonly started: string | null;
}

/**
 * Detects that the database has lost commits and then gives the log another epoch, once for all instances.
 * Every new connection is checked before it is used, so nothing is read or written in a new history under the
 * old epoch.
 */
export class PostgresHistory {
  /** The server in use; null where it cannot be asked, undefined before `follow`. */
  #server: Server | null | undefined;
  #epoch: Epoch | undefined;
  #onConnection: OnConnection | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: Log,
    private readonly writersLock: number,
  ) {}

  /**
   * Checks a connection before anything else is asked on it. Throws STORAGE_UNAVAILABLE for a standby and a
   * server that is read-only.
   */
  async verify(ask: Ask): Promise<void> {
    const server = await this.#read(ask);
    const [epoch, before] = [this.#epoch, this.#server];
    if (epoch === undefined || before === undefined || server === null) return;
    const isSame = server.history === before?.history && server.started === before.started;
    const isWhole = server.history === before?.history && server.written >= before.written;
    if (isSame) return this.#remember(server);
    const seen = epoch.value;
    if (!isWhole)
      this.log.warn(
        { history: server.history, before: before?.history },
        'the database has another history: commits may be lost',
      );
    await this.#settle(ask, server, (noted) => {
      const isNoted = noted.history === server.history && noted.started === server.started;
      return !isWhole && (!isNoted || noted.epoch === seen);
    });
  }

  /**
   * Begins to follow the history for a ledger whose epoch this is. Changes it at once if commits may be
   * missing since the last start.
   */
  async follow(epoch: Epoch, onConnection: OnConnection): Promise<void> {
    this.#epoch = epoch;
    this.#onConnection = onConnection;
    await onConnection(async (ask) => {
      const server = await this.#read(ask);
      if (server === null)
        this.log.warn(
          'the history of this PostgreSQL cannot be read: a fail-over is noticed by event numbers only',
        );
      await this.#settle(ask, server, (noted) => {
        if (server === null || noted.history === null) return false;
        const isRestarted = noted.started !== null && noted.started !== server.started;
        // No instance was there that could say whether an older disk was put back meanwhile.
        return noted.history !== server.history || isRestarted;
      });
    });
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#check(), CHECK_EVERY_MS).unref();
  }

  /**
   * Gives the log another epoch unless it has got one since `seen`: events that were committed are not there
   * any more.
   */
  async renew(seen: string): Promise<void> {
    const server = this.#server ?? null;
    this.log.warn({ epoch: seen }, 'the database has lost events that were committed');
    await this.#onConnection?.((ask) => this.#settle(ask, server, (noted) => noted.epoch === seen));
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #isChecking = false;

  async #check(): Promise<void> {
    if (this.#isChecking) return;
    this.#isChecking = true;
    try {
      await this.#onConnection?.(async (ask) => {
        await this.verify(ask);
        const { epoch } = await readNoted(ask);
        this.#adopt(epoch);
      });
    } catch (error) {
      this.log.debug({ err: describeError(error) }, 'the epoch of the log could not be read');
    } finally {
      this.#isChecking = false;
    }
  }

  async #read(ask: Ask): Promise<Server | null> {
    const [row] = await ask(SERVER);
    if (Number(row?.version) < OLDEST_VERSION)
      throw storageFailed('TOO_OLD', new Error(`PostgreSQL ${String(row?.version)}`));
    if (row?.isStandby === true) throw storageFailed('STANDBY', new Error('this PostgreSQL is a standby'));
    if (row?.isReadOnly === true) throw storageFailed('25006', new Error('this PostgreSQL is read-only'));
    try {
      const [found] = await ask(HISTORY);
      const { history, started, written } = found ?? {};
      return { history: String(history), started: String(started), written: BigInt(String(written)) };
    } catch (error) {
      if (NOT_TOLD.test(codeOf(error))) return null;
      throw error;
    }
  }

  /** Two sessions may be verified at once, and the one that was asked first be the last to be remembered. */
  #remember(server: Server): void {
    const written = this.#server?.written ?? 0n;
    this.#server = server.written >= written ? server : { ...server, written };
  }

  /**
   * Under the lock of all writers: notes the server, with another epoch if what was noted `isDoubtful`, and
   * adopts what is noted then.
   */
  async #settle(ask: Ask, server: Server | null, isDoubtful: (noted: Noted) => boolean): Promise<void> {
    await ask('begin');
    let epoch: string;
    try {
      await ask(`select pg_advisory_xact_lock(${this.writersLock})`);
      const noted = await readNoted(ask);
      const isNew = isDoubtful(noted);
      epoch = isNew ? randomEpoch() : noted.epoch;
      if (isNew) await note(ask, 'epoch', epoch);
      if (server !== null && server.history !== noted.history) await note(ask, 'history', server.history);
      if (server !== null && server.started !== noted.started)
        await note(ask, 'server_start', server.started);
      await ask('commit');
    } catch (error) {
      await ask('rollback').catch(() => {});
      throw error;
    }
    this.#server = server;
    this.#adopt(epoch);
  }

  #adopt(epoch: string): void {
    if (this.#epoch === undefined || this.#epoch.value === epoch) return;
    this.log.warn(
      { epoch, before: this.#epoch.value },
      'the log of events has another epoch: every subscriber is sent ResyncRequired',
    );
    this.#epoch.adopt(epoch);
  }
}

function codeOf(error: unknown): string {
  if (error instanceof StorageFailed) return error.databaseCode;
  return String((error as { code?: unknown } | null)?.code);
}

async function readNoted(ask: Ask): Promise<Noted> {
  const rows = await ask(`select key, value from meta where key in ('epoch', 'history', 'server_start')`);
  const notedOf = (key: string) => {
    const value = rows.find((row) => row.key === key)?.value;
    return value === undefined ? null : String(value);
  };
  return { epoch: String(notedOf('epoch')), history: notedOf('history'), started: notedOf('server_start') };
}

async function note(ask: Ask, key: string, value: string): Promise<void> {
  await ask(
    'insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, value],
  );
}
