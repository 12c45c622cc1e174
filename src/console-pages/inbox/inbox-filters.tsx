import { useRef } from 'react';
import { FilterBar, ManyFilter, SinceFilter, TextFilter } from '../grid/filter-bar.js';
import { wordsOf } from '../parts/status.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { type DeliveriesSearch, KINDS, VERDICTS } from './deliveries-search.js';

interface InboxFiltersProps {
  readonly search: DeliveriesSearch;
  readonly change: (part: Partial<DeliveriesSearch>) => void;
}

/** The filters of the inbox. `f` goes to the verdicts, `/` to the transaction. */
export function InboxFilters({ search, change }: InboxFiltersProps) {
  const { t } = useConsole();
  const verdict = useRef<HTMLButtonElement>(null);
  const transaction = useRef<HTMLInputElement>(null);
  useKeys({ f: () => verdict.current?.click(), '/': () => transaction.current?.focus() });
  const isSet = Object.keys(NO_FILTERS).some((name) => search[name as keyof DeliveriesSearch] !== undefined);
  return (
    <FilterBar onClear={isSet ? () => change(NO_FILTERS) : undefined}>
      <ManyFilter
        label={t('filters.verdict')}
        options={VERDICTS}
        wordOf={(one) => t(`verdict.${one}`)}
        button={verdict}
        value={search.verdict}
        onChange={(next) => change({ verdict: next })}
      />
      <ManyFilter
        label={t('filters.kind')}
        options={KINDS}
        wordOf={wordsOf}
        value={search.kind?.flatMap((kind) => KINDS.find((one) => one === kind) ?? [])}
        onChange={(kind) => change({ kind })}
      />
      <SinceFilter value={search.since} onChange={(since) => change({ since })} />
      <TextFilter
        label={t('inbox.transaction')}
        input={transaction}
        value={search.transaction}
        onChange={(next) => change({ transaction: next })}
      />
      <TextFilter
        label={t('filters.problem')}
        value={search.problem}
        onChange={(problem) => change({ problem })}
      />
    </FilterBar>
  );
}

/** Search params that remove every filter of the inbox. */
export const NO_FILTERS = {
  verdict: undefined,
  kind: undefined,
  since: undefined,
  transaction: undefined,
  problem: undefined,
} as const satisfies Partial<DeliveriesSearch>;
