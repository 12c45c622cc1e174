import { queryChanged } from './query-changed.mjs';
import { query, typename } from './query.mjs';

/** Every set, in the order in which they are played. Those of one stage stand together. */
export const SETS = [query, typename, queryChanged];
