import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { yieldIfLong } from '../core/turns.js';
import { AnswerBudget, type AnswerLimits } from '../graphql/answer-budget.js';
import { answerSize } from './answer-size.js';
import { refused } from './errors.js';

/** The result of an operation, and the bytes that it is charged for. */
export interface Answer {
  readonly result: ExecutionResult;
  readonly bytes: number;
}

/** What one field of an operation that was stopped is charged for: about the size of a short field in JSON. */
const BYTES_OF_FIELD = 32;

/**
 * Runs one operation on a schema of `paceLists` within limits: it yields the event loop while it runs, and its answer is small enough to be
 * serialised in one go. An operation that exceeds a limit ends with OPERATION_LIMIT_EXCEEDED as its only error, and without data.
 */
export async function produceAnswer(args: ExecutionArgs, limits: AnswerLimits): Promise<Answer> {
  const budget = new AnswerBudget(limits);
  Object.assign(args.contextValue as object, { budget });
  await yieldIfLong();
  const result = await execute(args);
  const bytes = budget.refusal === null ? answerSize(result, limits.answerBytes) : 0;
  const refusal = budget.weigh(bytes);
  // Serialising the answer is the longest step that cannot yield: it gets a turn of its own.
  await yieldIfLong();
  if (refusal === null) return { result, bytes };
  // The operation was executed, so that `data` is there, as the specification wants it.
  const refusedResult = { errors: [refused(refusal)], data: null };
  return { result: refusedResult, bytes: Math.max(bytes, budget.fields * BYTES_OF_FIELD) };
}
