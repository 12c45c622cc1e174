/** Thrown by a check whose claim does not hold. The message says what was observed, without private data. */
export class Refuted extends Error {
  constructor(observed: string) {
    super(observed);
    this.name = 'Refuted';
  }
}

/** Thrown by a check that does not apply to this target or run. The message says why. */
export class Skipped extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Skipped';
  }
}
