import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import { yieldIfLong } from '../core/turns.js';
import { AnswerBudget, type AnswerLimits } from '../graphql/answer-budget.js';
import { answerSize } from './answer-size.js';
import type { CompiledOperations } from './compiled-operations.js';
import { refused } from './errors.js';

/** The result of an operation, and the bytes it is charged for. */
export interface Answer {
  readonly result: ExecutionResult;
  readonly bytes: number;
}

/** Bytes charged for each field of an operation that was stopped: about the size of a short field in JSON. */
const BYTES_OF_FIELD = 32;

/**
 * Executes one operation within limits, on a schema of `paceLists`: it yields the event loop while it runs,
 * and its answer is small enough to be serialised in one go. If it exceeds a limit, its result has
 * OPERATION_LIMIT_EXCEEDED as the only error, and null as `data`.
 */
export async function produceAnswer(
  args: ExecutionArgs,
  operations: CompiledOperations,
  limits: AnswerLimits,
): Promise<Answer> {
  const compiled = await operations.find(args);
  const budget = new AnswerBudget(limits, compiled !== null);
  Object.assign(args.contextValue as object, { budget });
  await yieldIfLong();
  const result = await (compiled === null ? execute(args) : compiled(args));
  const bytes = budget.refusal === null ? answerSize(result, limits.answerBytes) : 0;
  const refusal = budget.weigh(bytes);
  // Serialising the answer follows, the longest step that cannot yield: start it in a fresh turn.
  await yieldIfLong();
  if (refusal === null) return { result, bytes };
  // Execution began, so the specification requires the entry `data`.
  const refusedResult = { errors: [refused(refusal)], data: null };
  return { result: refusedResult, bytes: Math.max(bytes, budget.fields * BYTES_OF_FIELD) };
}
