/**
 * What was given to the process cannot be used. Made for a person: `message` says what and where, `hint` what
 * to do about it.
 */
export class StartError extends Error {
  constructor(
    message: string,
    readonly hint: string,
    options?: { readonly cause: unknown },
  ) {
    super(message, options);
    this.name = 'StartError';
  }
}
