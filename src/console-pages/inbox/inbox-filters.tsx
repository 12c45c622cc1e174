import { useRef } from 'react';
import { FilterBar, SinceFilter, TextFilter } from '../grid/filter-bar.js';
import { ManyOrNotFilter } from '../grid/many-or-not-filter.js';
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
      <ManyOrNotFilter
        label={t('filters.verdict')}
        options={VERDICTS}
        wordOf={(one) => t(`verdict.${one}`)}
        button={verdict}
        is={search.verdict}
        not={search.verdictNot}
        onChange={({ is, not }) => change({ verdict: is, verdictNot: not })}
      />
      <ManyOrNotFilter
        label={t('filters.kind')}
        options={KINDS}
        wordOf={wordsOf}
        is={kindsIn(search.kind)}
        not={kindsIn(search.kindNot)}
        onChange={({ is, not }) => change({ kind: is, kindNot: not })}
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

type Kind = (typeof KINDS)[number];

/** Those of the kinds that the filter offers; undefined if none was chosen. */
function kindsIn(kinds: readonly string[] | undefined): Kind[] | undefined {
  return kinds?.flatMap((kind) => KINDS.find((one) => one === kind) ?? []);
}

/** Search params that remove every filter of the inbox. */
export const NO_FILTERS = {
  verdict: undefined,
  verdictNot: undefined,
  kind: undefined,
  kindNot: undefined,
  since: undefined,
  transaction: undefined,
  problem: undefined,
} as const satisfies Partial<DeliveriesSearch>;
