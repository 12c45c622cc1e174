import { Button } from '@mantine/core';
import { Empty } from '../parts/failure.js';
import { useConsole, useSession } from '../shell/console-context.js';

interface NoRowsProps {
  /** The search params of the list. */
  readonly search: object;
  /** Names of the params that filter nothing. */
  readonly notFilters: readonly string[];
  readonly onClear: () => void;
  readonly noFit: string;
  readonly empty: string;
  /** What brings a first row: with the emulator, and otherwise. */
  readonly hint: { readonly development: string; readonly production: string };
}

/** Says why a list is empty: because of which filters, or because there is nothing yet. */
export function NoRows({ search, notFilters, onClear, noFit, empty, hint }: NoRowsProps) {
  const { t } = useConsole();
  const { isDevelopment } = useSession();
  const filters = Object.entries(search).flatMap(([name, value]) =>
    value === undefined || notFilters.includes(name) ? [] : [`${name} = ${String(value)}`],
  );
  if (filters.length > 0)
    return (
      <Empty title={noFit} hint={filters.join(' · ')}>
        <Button variant="default" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      </Empty>
    );
  return isDevelopment ? (
    <Empty title={empty} hint={hint.development} command="npx dwar trigger buy" />
  ) : (
    <Empty title={empty} hint={hint.production} />
  );
}
