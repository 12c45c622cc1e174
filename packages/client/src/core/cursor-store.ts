/** Keeps the cursor of the last event that the app has processed. */
export interface CursorStore {
  /** The cursor that was saved last; null if none. */
  load(): string | null | Promise<string | null>;
  save(cursor: string): void | Promise<void>;
}

/**
 * Keeps the cursor in memory: the stream continues after a lost connection, and begins now after a
 * reload.
 */
export function memoryStore(): CursorStore {
  let last: string | null = null;
  return {
    load: () => last,
    save(cursor) {
      last = cursor;
    },
  };
}

const KEY = 'dwar.cursor';

/**
 * Keeps the cursor in the `sessionStorage` of a browser tab, so that the stream continues after a reload.
 * Where there is none, as on a server, or where it refuses, it keeps nothing. A cursor gives no access:
 * it may stay there when the user signs out. Use a key for each user if several sign in to one tab.
 */
export function webSessionStore(key = KEY): CursorStore {
  const storage = () => (globalThis as { readonly sessionStorage?: WebStorage }).sessionStorage;
  return {
    load: () => attempt(() => storage()?.getItem(key) ?? null, null),
    save: (cursor) => attempt(() => storage()?.setItem(key, cursor), undefined),
  };
}

interface WebStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** Browsers throw where storage is forbidden or full. */
function attempt<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

/** The part of React Native's AsyncStorage that is used here. */
export interface AsyncStorageLike {
  getItem(key: string): Promise<string | null>;
  setItem(key: string, value: string): Promise<unknown>;
}

/** Keeps the cursor in an asynchronous storage, such as AsyncStorage of React Native. */
export function asyncStore(storage: AsyncStorageLike, key = KEY): CursorStore {
  return {
    load: () => storage.getItem(key),
    async save(cursor) {
      await storage.setItem(key, cursor);
    },
  };
}
