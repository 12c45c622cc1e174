import type { AppError } from '../core/errors.js';
import { Slots } from '../core/slots.js';
import { limitError } from '../core/errors.js';

/** How much one operation may produce. What is exactly at a limit passes. */
export interface AnswerLimits {
  /** Items of lists, each times the fields that are asked for of it. */
  readonly answerFields: number;
  /** Bytes of the answer's JSON. */
  readonly answerBytes: number;
}

/** Fields between two looks at the clock; graphql-js needs about 0.1 ms for them. */
const FIELDS_OF_STEP = 100;

/** Lists that one operation reads at once: what is being read is not counted yet. */
const READS_AT_ONCE = 8;

/** Counts what one operation produces while it runs. Its context carries it as `budget`. */
export class AnswerBudget {
  #fields = 0;
  #step = 0;
  #refusal: AppError | null = null;

  /** The lists that are being read. */
  readonly reads = new Slots(READS_AT_ONCE);

  /** `isCompiled` says that the operation runs as generated code, a tenth of the time per field. */
  constructor(
    readonly limits: AnswerLimits,
    readonly isCompiled = false,
  ) {}

  /** Fields counted so far. */
  get fields(): number {
    return this.#fields;
  }

  /** OPERATION_LIMIT_EXCEEDED once a limit is exceeded, else null. */
  get refusal(): AppError | null {
    return this.#refusal;
  }

  /** Counts fields before they are produced. Returns the refusal once there are too many of them. */
  spend(fields: number): AppError | null {
    this.#fields += fields;
    this.#step += fields;
    if (this.#fields > this.limits.answerFields) this.#refuse('answerFields');
    return this.#refusal;
  }

  /** Whether so much was produced since the last pause that the turn may be long. */
  isPauseDue(): boolean {
    if (this.#step < FIELDS_OF_STEP) return false;
    this.#step = 0;
    return true;
  }

  /** Compares the size of the finished answer with the limit. */
  weigh(bytes: number): AppError | null {
    if (bytes > this.limits.answerBytes) this.#refuse('answerBytes');
    return this.#refusal;
  }

  #refuse(limit: keyof AnswerLimits): void {
    this.#refusal ??= limitError(limit, this.limits[limit]);
  }
}
