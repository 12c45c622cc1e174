/** A backup cannot be made or restored; nothing that existed was changed. `hint` says what to do. */
export class BackupRefused extends Error {
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
    this.name = 'BackupRefused';
  }
}
