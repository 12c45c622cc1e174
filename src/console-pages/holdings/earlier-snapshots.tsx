import { useQuery } from '@tanstack/react-query';
import { earlierHoldingsQuery } from '../data/account-queries.js';
import type { EarlierHoldingsQuery } from '../data/generated/graphql.js';
import { Failure, LoadingRows } from '../parts/failure.js';
import { ProvenanceChip } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { type Console, useConsole } from '../shell/console-context.js';
import { HeldTable } from './held-rows.js';

type Holdings = NonNullable<NonNullable<EarlierHoldingsQuery['account']>['holdings']>;
type Earlier = Holdings['earlier'][number];
type HoldingChange = Earlier['changes'][number];

interface EarlierSnapshotsProps {
  readonly id: string;
  readonly revision: number;
}

/** The snapshots that the log keeps, each with what differs from the one before. */
export function EarlierSnapshots({ id, revision }: EarlierSnapshotsProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useQuery(earlierHoldingsQuery(id, revision));
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <LoadingRows rows={4} />;
  if (data.length === 0) return <p className="soft">{t('holdings.onlyPresent')}</p>;
  return (
    <ol className="snapshots">
      {data.map((earlier) => (
        <li key={earlier.eventSeq}>
          <div className="snapshot-head">
            <Time at={earlier.at} />
            <ProvenanceChip provenance={earlier.provenance} />
            <span className="spread" />
            <span className="soft">{summaryOf(earlier, t)}</span>
          </div>
          {earlier.changes.length > 0 && <Differences earlier={earlier} />}
        </li>
      ))}
    </ol>
  );
}

function summaryOf({ isEarliest, changesCount }: Earlier, t: Console['t']): string {
  if (isEarliest) return t('earlier.first');
  return changesCount === 0 ? t('earlier.same') : t('earlier.changes', { count: changesCount });
}

function Differences({ earlier }: { readonly earlier: Earlier }) {
  const { t } = useConsole();
  const more = earlier.changesCount - earlier.changes.length;
  return (
    <>
      <HeldTable heads={[t('position.security'), t('earlier.before'), t('earlier.after')]}>
        {earlier.changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a symbol may stand for two securities
          <ChangeRow key={`${change.symbol} ${index}`} change={change} />
        ))}
      </HeldTable>
      {more > 0 && <p className="soft">{t('earlier.more', { count: more })}</p>}
    </>
  );
}

const KINDS = ['ADDED', 'REMOVED', 'CHANGED'] as const;

function ChangeRow({ change }: { readonly change: HoldingChange }) {
  const { t } = useConsole();
  const kind = KINDS.find((one) => one === change.kind);
  return (
    <tr>
      <th scope="row">
        {change.symbol}
        {kind !== undefined && <span className="held-more">{t(`earlier.${kind}`)}</span>}
      </th>
      <td>
        <Amounts quantity={change.quantityBefore} price={change.averagePriceBefore} />
      </td>
      <td>
        <Amounts quantity={change.quantityAfter} price={change.averagePriceAfter} />
      </td>
    </tr>
  );
}

interface AmountsProps {
  readonly quantity: string | null;
  readonly price: HoldingChange['averagePriceBefore'];
}

function Amounts({ quantity, price }: AmountsProps) {
  const { t, formats } = useConsole();
  if (quantity === null && price === null) return '–';
  return (
    <>
      {quantity === null ? t('overview.unknown') : formats.decimal(quantity)}
      {price && <span className="held-more">{t('position.at', { price: formats.money(price) })}</span>}
    </>
  );
}
