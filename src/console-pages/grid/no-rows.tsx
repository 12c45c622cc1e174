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
  /** The command that brings one with the emulator. Default: a purchase. */
  readonly command?: string;
}

/** Says why a list is empty: because of which filters, or because there is nothing yet. */
export function NoRows(props: NoRowsProps) {
  const { search, notFilters, onClear, noFit, empty, hint, command = 'npx dwar trigger buy' } = props;
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
    <Empty title={empty} hint={hint.development} command={command} />
  ) : (
    <Empty title={empty} hint={hint.production} />
  );
}
