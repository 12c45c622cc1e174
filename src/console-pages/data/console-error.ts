/** A refused or failed request, with what a bug report needs. */
export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';

  /** `requestId` is null if no answer came. */
  constructor(
    readonly code: string,
    message: string,
    readonly requestId: string | null,
  ) {
    super(message);
  }
}

/** Code of a request that got no answer, or one that is not of the console's API. */
export const UNREACHABLE = 'UNREACHABLE';

/** Whether the session is missing or has ended. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ConsoleError && error.code === 'UNAUTHENTICATED';
}
