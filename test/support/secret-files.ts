import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, type SecretKeys } from '../../src/core/secret.js';

/** The secrets that are rotated, each in a file of its own, and the other value of each. */
export const ROTATED = ['GATEWAY_SECRET', 'GATEWAY_API_SECRET', 'AUTH_JWT_SECRET'] as const;
export type Rotated = (typeof ROTATED)[number];

/** A folder with a file for each secret. */
export class SecretFiles {
  readonly path = mkdtempSync(join(tmpdir(), 'dwar-secrets-'));

  constructor(values: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(values)) this.put(name, value);
  }

  /** Names the files, and unsets the variables in whose place they are. */
  get env(): Record<string, string> {
    const names = ROTATED.flatMap((name) => [name, `${name}_PREVIOUS`]);
    return Object.fromEntries(
      names.flatMap((name) => [
        [name, ''],
        [`${name}_FILE`, join(this.path, name)],
      ]),
    );
  }

  /** Replaces a file at once, as `mv` does; null removes it. */
  put(name: string, value: string | null): void {
    const path = join(this.path, name);
    if (value === null) rmSync(path, { force: true });
    else {
      writeFileSync(`${path}.new`, `${value}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** What the other side of a secret accepts and signs with: Gateway, or the partner's login. */
export class OtherSide implements SecretKeys {
  accepted: readonly Secret[];

  constructor(value: string) {
    this.accepted = [new Secret(value)];
  }

  get current(): Secret {
    return this.accepted[0] as Secret;
  }

  get generation(): number {
    return 0;
  }

  /** Signs with the first, and accepts all. */
  use(...values: readonly string[]): void {
    this.accepted = values.map((value) => new Secret(value));
  }
}
