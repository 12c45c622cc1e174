import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Viewer } from './viewer.js';

/** Tokens remembered, those used last: about 6 MB. */
const TOKENS_MAX = 20_000;

interface Remembered {
  readonly viewer: Viewer;
  /** The keys it was verified with, see {@link RememberedTokens}. */
  readonly generation: number;
}

/**
 * The viewers of session tokens that were verified, by the SHA-256 of the token, so that a token is verified
 * once and not with each request. A token is forgotten when it expires, and when the keys that verify tokens
 * have been replaced: `generation` is which keys are in use, or null while there are none.
 */
export class RememberedTokens {
  readonly #viewers = new LRUCache<string, Remembered>({ max: TOKENS_MAX });

  constructor(private readonly generation: () => number | null) {}

  /** The viewer of a token that was verified with the keys in use and is still accepted. */
  find(token: string): Viewer | undefined {
    return this.#find(digestOf(token));
  }

  #find(digest: string): Viewer | undefined {
    const known = this.#viewers.get(digest);
    if (known === undefined) return undefined;
    if (known.viewer.acceptedUntil > Date.now() && known.generation === this.generation())
      return known.viewer;
    this.#viewers.delete(digest);
    return undefined;
  }

  /** Verifies a token, and remembers its viewer. */
  async verified(token: string, verify: (token: string) => Promise<Viewer>): Promise<Viewer> {
    const digest = digestOf(token);
    const known = this.#find(digest);
    if (known !== undefined) return known;
    // Read before: if the keys are replaced meanwhile, it may have been verified with the old ones.
    const generation = this.generation();
    const viewer = await verify(token);
    if (generation !== null) this.#viewers.set(digest, { viewer, generation });
    return viewer;
  }
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64');
}
