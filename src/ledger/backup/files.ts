import { createHash } from 'node:crypto';
import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Gets the bytes that are done so far. Must not throw. */
export type OnBytes = (bytes: number) => void;

/** Length and SHA-256 of a file. */
export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads a file to its end. */
export async function digestFile(path: string, onBytes: OnBytes, signal: AbortSignal): Promise<FileDigest> {
  const { counting, digest } = countAndDigest(onBytes);
  await pipeline(
    createReadStream(path),
    counting,
    async (chunks) => {
      for await (const _ of chunks);
    },
    { signal },
  );
  return digest();
}

/** Copies a file into an empty one that exists, and returns what was read. */
export async function copyFile(
  from: string,
  to: string,
  onBytes: OnBytes,
  signal: AbortSignal,
): Promise<FileDigest> {
  const { counting, digest } = countAndDigest(onBytes);
  await pipeline(createReadStream(from), counting, createWriteStream(to, { flags: 'r+' }), { signal });
  return digest();
}

function countAndDigest(onBytes: OnBytes) {
  const hash = createHash('sha256');
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      onBytes(bytes);
      done(null, chunk);
    },
  });
  return { counting, digest: (): FileDigest => ({ bytes, sha256: hash.digest('hex') }) };
}

/** Waits until what was written to a file, or the names in a folder, are on disk. */
export function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Windows cannot flush a folder.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Waits until the name of a file is on disk. */
export function flushFolderOf(path: string): void {
  flush(dirname(path));
}
