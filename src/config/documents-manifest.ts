import { readFileSync } from 'node:fs';

/** The text of each document that clients may request by id, by that id. */
export type Manifest = ReadonlyMap<string, string>;

const ID_PREFIX = 'sha256:';

/** Removes the prefix `sha256:`, which some clients send and others omit. */
export function bareId(id: string): string {
  return id.startsWith(ID_PREFIX) ? id.slice(ID_PREFIX.length) : id;
}

/**
 * Reads the file that `@graphql-codegen/client-preset` writes with `persistedDocuments`: a JSON object that
 * maps ids to texts. Returns its content, or the problem as a predicate: "is not JSON".
 */
export function readManifest(path: string): Manifest | string {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    return `cannot be read: ${(error as NodeJS.ErrnoException).code}`;
  }
  try {
    return decodeManifest(JSON.parse(content));
  } catch {
    return 'is not JSON';
  }
}

function decodeManifest(content: unknown): Manifest | string {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    return 'must hold one JSON object, the text of each document by its id';
  const entries = Object.entries(content);
  if (entries.length === 0) return 'holds no documents';
  const misshapen = entries.find(([id, text]) => id === '' || typeof text !== 'string' || text === '');
  if (misshapen !== undefined) return `must hold a text by each id; ${JSON.stringify(misshapen[0])} has none`;
  const manifest = new Map(entries as [string, string][]);
  const ambiguous = entries.find(([id, text]) => (manifest.get(bareId(id)) ?? text) !== text);
  if (ambiguous !== undefined) return `holds two documents for ${JSON.stringify(bareId(ambiguous[0]))}`;
  return manifest;
}
