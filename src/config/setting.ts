/** A variable with its value, for people. Holds no secret, and nothing from which one could be guessed. */
export interface Setting {
  readonly name: string;
  /** What the value means, as in the table of `docs/configuration.md`. */
  readonly about: string;
  /**
   * As an operator would write it, a URL without what it may hold of credentials; null if it is a secret or
   * has no value.
   */
  readonly value: string | null;
  readonly source: 'SET' | 'DEFAULT' | 'NOT_SET';
  readonly isSecret: boolean;
}
