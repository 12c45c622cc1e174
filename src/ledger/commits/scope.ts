/**
 * Whose state a work reads and changes: that of these viewers, of the viewers who own these transactions and
 * of those to whom these accounts are linked. Works of different viewers may be committed at the same time by
 * different instances. A work without a scope is committed while no other instance writes; so is one that
 * names a transaction which does not exist, because its creation may be in progress.
 */
export interface Scope {
  readonly viewers?: readonly string[];
  readonly transactions?: readonly string[];
  readonly accounts?: readonly string[];
}

/**
 * When a work is played: in this transaction; in a later one, because another instance is writing for one of
 * its viewers; or while no other instance writes.
 */
export type Turn = 'now' | 'later' | 'alone';

/** The turn of each work of a batch, and the viewers that a transaction may write for; null for all. */
export interface Admission {
  readonly turns: readonly Turn[];
  readonly viewers: ReadonlySet<string> | null;
}

/** All works of a batch, for any viewer. */
export function admitAll(works: readonly unknown[]): Admission {
  return { turns: works.map(() => 'now'), viewers: null };
}

/** A work has changed the state of a viewer who is not in its scope: it is played again without one. */
export class OutOfScope extends Error {
  constructor() {
    super('a work has changed the state of a viewer outside of its scope');
    this.name = 'OutOfScope';
  }
}
