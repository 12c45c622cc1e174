import { namesParam, type RawSearch } from '../shell/search-params.js';

/** The guarantees that are counted. */
export const COUNTED = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6'] as const;
export type Counted = (typeof COUNTED)[number];

/** What the address of the screen says. */
export interface PlaySearch {
  /** The guarantee in the side panel. */
  readonly open?: Counted | undefined;
}

/** Reads the search params of an address; what is not understood is left out. */
export function parsePlaySearch({ open }: RawSearch): PlaySearch {
  return { open: namesParam(open, COUNTED)?.[0] };
}
