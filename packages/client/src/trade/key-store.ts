import type { TransactionInput } from './flow-kind.js';

/**
 * Where a flow keeps its idempotency key, so that a reload continues it. `sessionStorage`, `localStorage` and
 * React Native's `AsyncStorage` are such stores. No token is ever stored.
 */
export interface KeyStore {
  getItem(name: string): string | null | Promise<string | null>;
  setItem(name: string, value: string): unknown;
  removeItem(name: string): unknown;
}

/** A store that is gone after a reload. */
export function memoryKeyStore(): KeyStore {
  const items = new Map<string, string>();
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => items.set(name, value),
    removeItem: (name) => items.delete(name),
  };
}

/** `sessionStorage` where a browser allows it, which each tab has for itself; otherwise memory. */
export function defaultKeyStore(): KeyStore {
  try {
    const { sessionStorage } = globalThis as { sessionStorage?: KeyStore };
    if (sessionStorage === undefined) return memoryKeyStore();
    sessionStorage.setItem(PROBE, '');
    sessionStorage.removeItem(PROBE);
    return sessionStorage;
  } catch {
    return memoryKeyStore();
  }
}

const PROBE = 'dwar:probe';

/** What is stored of a flow. */
export interface FlowRecord {
  readonly key: string;
  /** Epoch milliseconds of the start. */
  readonly startedAt: number;
  /** What was asked for; null if it holds personal data. */
  readonly input: TransactionInput | null;
  /** Keys of the brokers to choose from. */
  readonly brokers: readonly string[] | null;
  /** Global id of the transaction, once it is known. */
  readonly transactionId: string | null;
}

/** Dwar remembers a key for 24 hours after its transaction at least (guarantee G1). */
const KEY_LIFETIME_MS = 23 * 3_600_000;

/**
 * Reads a record. Null for a text that is not one, and for a record without a transaction that cannot be
 * repeated under its key any more: such a transaction was never triggered, so nothing follows from it.
 */
export function readRecord(text: string | null, now: number): FlowRecord | null {
  const record = parse(text);
  if (record === null || typeof record.key !== 'string') return null;
  if (typeof record.transactionId === 'string') return record;
  const isFresh = now - record.startedAt < KEY_LIFETIME_MS;
  return typeof record.input === 'object' && record.input !== null && isFresh ? record : null;
}

function parse(text: string | null): FlowRecord | null {
  if (text === null) return null;
  try {
    return JSON.parse(text) as FlowRecord | null;
  } catch {
    return null;
  }
}
