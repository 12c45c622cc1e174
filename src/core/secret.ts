import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

/** A value that shows nothing of itself when logged, printed or serialised (guarantee G8). */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it only where it is used. */
  reveal(): string {
    return this.#value;
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
