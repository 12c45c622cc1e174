import { keys } from '../queries/keys.js';
import type { Refetcher } from './refetcher.js';

/** Less than every revision. */
const FORGOTTEN = -1;

/**
 * Reads everything again that is cached. Revisions from before cannot be compared with later ones, so they
 * are forgotten: all that is read next is newer.
 */
export function resync(cache: Refetcher): void {
  for (const query of cache.find(keys.all)) {
    const { data } = query.state;
    // Not by `write`, which keeps the newer revision.
    if (data !== undefined) query.setState({ data: withoutRevisions(data) });
    cache.refetch(query, true);
  }
}

function withoutRevisions(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutRevisions);
  if (typeof data !== 'object' || data === null) return data;
  const fields = Object.entries(data).map(([name, value]) => [
    name,
    name === 'revision' ? FORGOTTEN : withoutRevisions(value),
  ]);
  return Object.fromEntries(fields);
}
