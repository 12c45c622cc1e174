import { open, readFile, rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../core/log.js';
import { keepPrivate, preparePrivateFolder } from '../../core/private-files.js';
import type { SavedState } from './records.js';

const LEAST_PAUSE_MS = 25;
/** Pause between writes, as a multiple of the last write: writing takes at most a tenth of the time. */
const PAUSE_PER_WRITING_TIME = 9;
/** Pause after a write that failed. */
const RETRY_MS = 500;

/** Reads a state file; null when there is none. Throws when the file is not a state file of the emulator. */
export async function readStateFile(path: string, log: Log): Promise<SavedState | null> {
  keepPrivate(path, log);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const state = parse(text);
  if (state === null)
    throw new Error(`${path} is not a state file of the emulator; move it away to start with an empty state`);
  return state;
}

function parse(text: string): SavedState | null {
  try {
    const value = JSON.parse(text) as Partial<SavedState> | null;
    const lists = [value?.transactions, value?.accounts, value?.deliveries, value?.closedMarkets];
    const isState =
      value?.version === 1 && typeof value.seed === 'string' && lists.every((list) => Array.isArray(list));
    return isState ? (value as SavedState) : null;
  } catch {
    return null;
  }
}

/** Writes the state file atomically: to a temporary file, which then replaces the old one. */
export class StateWriter {
  readonly #path: string;
  readonly #snapshot: (isClean: boolean) => SavedState;
  readonly #log: Log;
  #isDirty = false;
  #isFailing = false;
  readonly #closing = new AbortController();
  #running: Promise<void> | null = null;

  constructor(path: string, snapshot: (isClean: boolean) => SavedState, log: Log) {
    this.#path = path;
    this.#snapshot = snapshot;
    this.#log = log;
  }

  /** Schedules a write. Changes close together share one. */
  touch(): void {
    this.#isDirty = true;
    if (this.#closing.signal.aborted || this.#running !== null) return;
    this.#running = this.#writeWhileDirty();
  }

  /** Writes the final state, marked as clean. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
    await this.#write(true);
  }

  async #writeWhileDirty(): Promise<void> {
    try {
      while (this.#isDirty && !this.#closing.signal.aborted) {
        this.#isDirty = false;
        const startedAt = performance.now();
        const isWritten = await this.#write(false);
        if (!isWritten) this.#isDirty = true;
        const tookMs = performance.now() - startedAt;
        const pauseMs = isWritten ? Math.max(LEAST_PAUSE_MS, tookMs * PAUSE_PER_WRITING_TIME) : RETRY_MS;
        await delay(pauseMs, undefined, { signal: this.#closing.signal }).catch(() => {});
      }
    } finally {
      // Together with the last look at `#isDirty`, so that no change falls between the two.
      this.#running = null;
    }
  }

  /** Returns whether the state was written. Logs the first failure in a row, and its end. */
  async #write(isClean: boolean): Promise<boolean> {
    const temporary = `${this.#path}.tmp`;
    try {
      preparePrivateFolder(this.#path, this.#log);
      // An existing file would keep its permissions: remove it first.
      await rm(temporary, { force: true });
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.chmod(0o600);
        await file.writeFile(JSON.stringify(this.#snapshot(isClean)));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path);
      if (this.#isFailing) this.#log.info({ path: this.#path }, 'the emulator state is written again');
      this.#isFailing = false;
      return true;
    } catch (error) {
      if (!this.#isFailing)
        this.#log.error({ err: error, path: this.#path }, 'could not write the emulator state');
      this.#isFailing = true;
      return false;
    }
  }
}
