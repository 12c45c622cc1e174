import { createHash, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

/**
 * The values of a secret that are in use. Read them at each use: a reload of the configuration replaces them.
 * A {@link Secret} is one that nothing replaces.
 */
export interface SecretKeys {
  /** Signs, and proves who calls. */
  readonly current: Secret;
  /** What verifies: the current value first, and during a rotation another one. */
  readonly accepted: readonly Secret[];
  /** Another number after each reload that has changed what is accepted. */
  readonly generation: number;
}

/** A value that shows nothing of itself when logged, printed or serialised (guarantee G8). */
export class Secret implements SecretKeys {
  readonly #value: string;
  readonly #accepted: readonly Secret[];
  #key: KeyObject | undefined;

  constructor(value: string) {
    this.#value = value;
    this.#accepted = [this];
  }

  get current(): Secret {
    return this;
  }

  get accepted(): readonly Secret[] {
    return this.#accepted;
  }

  get generation(): number {
    return 0;
  }

  /** The value itself. Call it only where it is used. */
  reveal(): string {
    return this.#value;
  }

  /** Its bytes as a key of HMAC. */
  toKey(): KeyObject {
    this.#key ??= createSecretKey(this.#value, 'utf8');
    return this.#key;
  }

  /** Compares in time that does not depend on where the two differ. */
  equals(other: string): boolean {
    return timingSafeEqual(digest(this.#value), digest(other));
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
