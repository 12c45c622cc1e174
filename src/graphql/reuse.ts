/** What is needed to run the operation of an answer again. */
export interface AnsweredOperation {
  /** The text of its document. */
  readonly source: string;
  readonly operationName: string | null;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/**
 * Whether the answer of one operation may be sent again to the same viewer for the same request, while
 * nothing that the viewer can read has changed. The context of a query carries it as `reuse`, where answers
 * are kept.
 *
 * What a resolver computes from the time must be noted by {@link changesAt}.
 */
export class Reuse {
  #from = Number.NEGATIVE_INFINITY;
  #until = Number.POSITIVE_INFINITY;
  #points: number | null = null;
  #operation: AnsweredOperation | null = null;
  #isBrief = false;

  /**
   * Notes that something in the answer depends on whether `now` is later than `moment`; both by Gateway's
   * clock, in epoch milliseconds.
   */
  changesAt(moment: number, now: number): void {
    if (now > moment) this.#from = Math.max(this.#from, moment);
    else this.#until = Math.min(this.#until, moment);
  }

  /** The answer shows something that a viewer should ask for again before long: reading it has an effect. */
  keepBriefly(): void {
    this.#isBrief = true;
  }

  get isBrief(): boolean {
    return this.#isBrief;
  }

  /** The answer holds something that is of this moment only. */
  prevent(): void {
    this.#until = Number.NEGATIVE_INFINITY;
  }

  /** Called when the answer is whole and has no errors, with the points that it cost. */
  answered(points: number, operation: AnsweredOperation | null): void {
    this.#points = points;
    this.#operation = operation;
  }

  /** What was answered; null if nothing was, or its text is not known. */
  get operation(): AnsweredOperation | null {
    return this.#operation;
  }

  /** What each time costs that the answer is sent; null if it may not be sent again. */
  get points(): number | null {
    return this.#points;
  }

  /** Whether all that depends on the time is as it was, at `now` by Gateway's clock. */
  holdsAt(now: number): boolean {
    return now > this.#from && now <= this.#until;
  }
}
