import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { describeError } from '../../core/describe-error.js';
import type { Log } from '../../core/log.js';
import { preparePrivateFile } from '../../core/private-files.js';
import type { Epoch } from '../epoch.js';
import { randomEpoch } from '../maintenance/new-epoch.js';
import type { History } from './dialect.js';
import type { WritingDatabase } from './sqlite-driver.js';

/** Linux gives each start of the machine another one. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const MARK = /^([0-9a-f]+) (\d{16})\n$/;

/** What the ledger has noted of itself in `meta`. Absent keys are undefined. */
interface Noted {
  readonly epoch?: string;
  /** The file and the start of the machine, as they were when it was last opened. */
  readonly history?: string;
  /** Commits of this file that viewers can see, since it is counted. */
  readonly commits?: string;
  /** Present in a file that `dwar backup` has made. */
  readonly backup?: string;
}

/**
 * Detects at the start that the file is not the one that was last written: an older copy was put back, by
 * any program. The database counts its commits, and the file `.mark` beside it holds the last count, so a
 * file with a lower one is older. A mark that was put back with the file is found out by the file's inode
 * and birth time, or because the machine has been started since. In doubt the log gets a new epoch: that
 * costs each client one resync, a missed one would cost it events.
 */
export class SqliteHistory implements History {
  #epoch: Epoch | undefined;
  #commits = 0;
  #mark: number | undefined;

  constructor(
    private readonly path: string,
    private readonly log: Log,
    private readonly database: () => WritingDatabase,
    /** Whether this process holds the lock of servers: only those give out cursors. */
    private readonly isServer: () => boolean,
  ) {}

  async follow(epoch: Epoch): Promise<void> {
    if (!this.isServer()) return;
    const noted = this.#readNoted();
    const history = historyOf(this.path);
    const doubt = doubtIn(noted, history, readMark(this.path));
    const value = doubt === null ? epoch.value : randomEpoch();
    this.#commits = Number(noted.commits ?? 0);
    this.#note({ epoch: value, history, commits: String(this.#commits) });
    epoch.adopt(value);
    if (doubt !== null)
      this.log.warn(
        { reason: doubt, epoch: value },
        'the ledger may have lost commits: its log has a new epoch, and clients are sent ResyncRequired',
      );
    this.#epoch = epoch;
    this.#openMark();
  }

  /** Nothing can take commits from a file while its server runs. */
  async renew(): Promise<void> {}

  /** Counts a commit, as part of it. */
  committing(): void {
    if (this.#mark === undefined) return;
    this.#run(`update meta set value = ? where key = 'commits'`, String(this.#commits + 1));
  }

  /** The commit is on disk. */
  committed(): void {
    if (this.#mark === undefined) return;
    this.#commits += 1;
    this.#writeMark(this.#epoch?.value ?? '');
  }

  close(): void {
    if (this.#mark === undefined) return;
    try {
      // `dwar doctor --new-epoch` has changed it in the database.
      this.#writeMark(this.#readNoted().epoch ?? '');
      fsyncSync(this.#mark);
    } catch (error) {
      this.log.warn({ err: describeError(error) }, 'the mark of the ledger could not be written');
    }
    closeSync(this.#mark);
    this.#mark = undefined;
  }

  #openMark(): void {
    const file = markPath(this.path);
    preparePrivateFile(file, this.log);
    this.#mark = openSync(file, 'r+');
    this.#writeMark(this.#epoch?.value ?? '');
    fsyncSync(this.#mark);
  }

  /**
   * Overwrites the mark in place. It is not flushed with each commit: after a power failure it may be older,
   * never newer, than the database.
   */
  #writeMark(epoch: string): void {
    if (this.#mark === undefined) return;
    const text = Buffer.from(`${epoch} ${String(this.#commits).padStart(16, '0')}\n`);
    try {
      writeSync(this.#mark, text, 0, text.length, 0);
    } catch (error) {
      this.log.warn({ err: describeError(error) }, 'the mark of the ledger could not be written');
    }
  }

  #readNoted(): Noted {
    const rows = this.database()
      .prepare(`select key, value from meta where key in ('epoch', 'history', 'commits', 'backup')`)
      .all([]) as { key: keyof Noted; value: string }[];
    return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
  }

  #note(entries: Readonly<Record<string, string>>): void {
    const database = this.database();
    database.exec('begin immediate');
    try {
      this.#run(`delete from meta where key = 'backup'`);
      for (const [key, value] of Object.entries(entries))
        this.#run(
          `insert into meta (key, value) values (?, ?)
            on conflict (key) do update set value = excluded.value`,
          key,
          value,
        );
      database.exec('commit');
    } catch (error) {
      database.exec('rollback');
      throw error;
    }
  }

  #run(sql: string, ...parameters: readonly string[]): void {
    this.database().prepare(sql).run(parameters);
  }
}

/** The file beside a ledger that holds its last count of commits. */
export function markPath(path: string): string {
  return `${path}.mark`;
}

function historyOf(path: string): string {
  const { dev, ino, birthtimeNs } = statSync(path, { bigint: true });
  return `${bootId()}/${dev}:${ino}/${birthtimeNs}`;
}

function bootId(): string {
  try {
    return readFileSync(BOOT_ID, 'utf8').trim();
  } catch {
    return '';
  }
}

type Mark = { readonly epoch: string; readonly commits: number } | 'absent' | 'unreadable';

function readMark(path: string): Mark {
  let text: string;
  try {
    text = readFileSync(markPath(path), 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'unreadable';
  }
  const [, epoch, commits] = MARK.exec(text) ?? [];
  return epoch === undefined ? 'unreadable' : { epoch, commits: Number(commits) };
}

/** Why a ledger may have lost commits; null if it is as it was last written. */
function doubtIn(noted: Noted, history: string, mark: Mark): string | null {
  if (noted.backup !== undefined) return 'the file is a backup';
  // A version before this one has written it, and nothing else is known.
  if (noted.history === undefined && mark === 'absent') return null;
  if (noted.history !== history) return 'the file is another one, or the machine was started since';
  if (typeof mark === 'string') return `the mark beside the file is ${mark}`;
  if (mark.epoch !== noted.epoch) return 'the file is of another epoch than its mark';
  if (mark.commits > Number(noted.commits ?? 0)) return 'the file is older than its mark';
  return null;
}
