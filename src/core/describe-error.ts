/**
 * What a log line says of an error: never the object itself, whose other properties may hold requests and
 * secrets.
 */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: DescribedError;
}

/** Bounds a message, and a stack that begins with it: both may quote what a client sent. */
const MESSAGE_MAX = 2_000;
const STACK_MAX = 8_000;

/** Name, message, code, stack and up to four causes of anything that was thrown. */
export function describeError(error: unknown, depth = 4): DescribedError {
  if (typeof error !== 'object' || error === null)
    return { type: typeof error, message: String(error).slice(0, MESSAGE_MAX) };
  const { name, message, code, stack, cause } = error as Record<string, unknown>;
  return {
    type: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message.slice(0, MESSAGE_MAX) : '',
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof stack === 'string' ? { stack: stack.slice(0, STACK_MAX) } : {}),
    ...(cause === undefined || depth === 0 ? {} : { cause: describeError(cause, depth - 1) }),
  };
}
