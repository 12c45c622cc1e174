import type { ReactNode } from 'react';
import { stringifySearch } from '../shell/search-params.js';
import type { ChangeSearch } from './emulator-page.js';
import type { EmulatorSearch } from './emulator-search.js';

interface RowLinkProps {
  readonly id: string;
  readonly search: EmulatorSearch;
  readonly change: ChangeSearch;
  readonly children: ReactNode;
}

/** A row as a link to its panel. */
export function RowLink({ id, search, change, children }: RowLinkProps) {
  return (
    <li data-open={id === search.open}>
      <a
        href={`/console/emulator${stringifySearch({ ...search, open: id })}`}
        data-row={id}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          change({ open: id });
        }}
      >
        {children}
      </a>
    </li>
  );
}
