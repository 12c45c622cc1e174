import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ALL_CHECKS } from './checks/all-checks.js';
import { type Result, VERDICTS } from './run.js';
import type { TargetName } from './target.js';

/** Name of the file in its folder. */
export const CONTRACT_FILE = 'contract.json';

const ENTRY = z.object({
  verdict: z.enum(VERDICTS),
  /** ISO time of the run. */
  at: z.string(),
  observed: z.string().nullable(),
});
/** What the last run at one target said of a claim. */
export type Entry = z.infer<typeof ENTRY>;

const CLAIM = z.object({
  section: z.string(),
  tag: z.string(),
  level: z.number(),
  claim: z.string(),
  change: z.string(),
  emulator: ENTRY.nullable(),
  live: ENTRY.nullable(),
});
const FILE = z.object({ version: z.literal(1), claims: z.record(z.string(), CLAIM) });

/** The results of all runs: for each claim what the emulator and the tenant said last, and when. */
export type Contract = z.infer<typeof FILE>;

/** Thrown for a file that is there and cannot be used. */
export class ContractFileError extends Error {
  constructor(path: string, reason: string) {
    super(`${path} cannot be used: ${reason}`);
    this.name = 'ContractFileError';
  }
}

/** Reads the file; an empty contract if there is none. Throws {@link ContractFileError}. */
export function readContract(path: string): Contract {
  if (!existsSync(path)) return { version: 1, claims: {} };
  try {
    return FILE.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ContractFileError(path, code ?? 'it was not written by this version, or was changed since');
  }
}

/** Enters the results of a run. What was not run, or could not be judged now, keeps its earlier verdict. */
export function merge(
  contract: Contract,
  target: TargetName,
  results: readonly Result[],
  at: string,
): Contract {
  const byId = new Map(results.map((result) => [result.check.id, result]));
  const claims = { ...contract.claims };
  for (const { id, section, tag, level, claim, change } of ALL_CHECKS) {
    const known = claims[id];
    const result = byId.get(id);
    const earlier = { emulator: known?.emulator ?? null, live: known?.live ?? null };
    const entry = result === undefined ? earlier[target] : newer(earlier[target], result, at);
    claims[id] = { section, tag, level, claim, change, ...earlier, [target]: entry };
  }
  return { version: 1, claims };
}

function newer(earlier: Entry | null, { verdict, observed }: Result, at: string): Entry {
  const isVerdict = verdict === 'held' || verdict === 'refuted';
  return isVerdict || earlier === null ? { verdict, at, observed } : earlier;
}

/** Writes the file at once, readable by this user alone. */
export function writeContract(path: string, contract: Contract): void {
  writePrivately(path, `${JSON.stringify(contract, null, 2)}\n`);
}

/** Replaces a file as a whole, or leaves it as it is. */
export function writePrivately(path: string, text: string): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new ContractFileError(path, (error as NodeJS.ErrnoException).code ?? 'it cannot be written');
  }
}
