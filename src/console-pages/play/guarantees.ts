/** A row of `docs/guarantees.md`, put in by the build. */
export interface Guarantee {
  readonly name: string;
  readonly text: string;
  /** Names of the tests that prove it. */
  readonly proofs: readonly string[];
  readonly figure: string;
}

declare const GUARANTEES: readonly Guarantee[];

/** Finds a guarantee by its name, such as `G1`. */
export function guaranteeOf(name: string): Guarantee | undefined {
  return GUARANTEES.find((one) => one.name === name);
}
