import { SegmentedControl } from '@mantine/core';
import { useConsole } from '../shell/console-context.js';
import type { DeliveriesSearch } from './deliveries-search.js';

/** Changes a part of what the address says. */
export type ChangeSearch = (part: Partial<DeliveriesSearch>) => void;

interface ViewSwitchProps {
  readonly view: 'stored' | 'rejected';
  readonly change: ChangeSearch;
}

/** Chooses between what was stored and what was refused. */
export function ViewSwitch({ view, change }: ViewSwitchProps) {
  const { t } = useConsole();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('inbox.views')}
      value={view}
      onChange={(next) =>
        change({ view: next === 'rejected' ? 'rejected' : undefined, open: undefined, tab: undefined })
      }
      data={[
        { value: 'stored', label: t('inbox.stored') },
        { value: 'rejected', label: t('inbox.rejected') },
      ]}
    />
  );
}
