import { type RawSearch, textParam } from '../shell/search-params.js';

/** What the address of the screen says. */
export interface EmulatorSearch {
  readonly view?: 'webhooks' | undefined;
  /** Text within the path of a call. */
  readonly path?: string | undefined;
  /** The call or webhook in the side panel. */
  readonly open?: string | undefined;
}

/** Reads the search params of an address; what is not understood is left out. */
export function parseEmulatorSearch({ view, path, open }: RawSearch): EmulatorSearch {
  return {
    view: view === 'webhooks' ? 'webhooks' : undefined,
    path: textParam(path),
    open: textParam(open),
  };
}
