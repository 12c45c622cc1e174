import { largeViewer } from './large-viewer.mjs';
import { memory } from './memory.mjs';
import { queryChanged } from './query-changed.mjs';
import { query, typename } from './query.mjs';
import { start } from './start.mjs';
import { latency, webhook } from './webhook.mjs';

/** Every set, in the order in which they are played. Those of one stage stand together. */
export const SETS = [query, typename, queryChanged, webhook, latency, memory, start, largeViewer];
