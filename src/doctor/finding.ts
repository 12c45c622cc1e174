/** The result of one check; `hint` says what to do about it. Holds no secret. */
export interface Finding {
  readonly check: string;
  readonly level: 'ok' | 'warn' | 'fail';
  readonly text: string;
  readonly hint?: string;
}
