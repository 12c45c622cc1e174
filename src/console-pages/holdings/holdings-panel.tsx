import { Tabs } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { holdingsOfAccountQuery } from '../data/account-queries.js';
import type { HoldingsOfAccountQuery } from '../data/generated/graphql.js';
import { useChanges } from '../data/live.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { ProvenanceChip } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { HoldingsMarks } from './account-cells.js';
import { EarlierSnapshots } from './earlier-snapshots.js';
import { FoliosTable } from './folios-table.js';
import { type ChangeHoldingsSearch, HOLDINGS_TABS, type HoldingsTab } from './holdings-search.js';
import { PositionsTable } from './positions-table.js';
import { SmallcasesTable } from './smallcases-table.js';

type Detail = NonNullable<NonNullable<HoldingsOfAccountQuery['account']>['holdings']>;

interface HoldingsPanelProps {
  readonly id: string;
  readonly tab: HoldingsTab | undefined;
  readonly change: ChangeHoldingsSearch;
}

/** The panel of what one account holds. */
export function HoldingsPanel({ id, tab = 'positions', change }: HoldingsPanelProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useHoldings(id);
  const title = data ? t('holdings.open', { account: data.authId }) : t('nav.holdings');
  return (
    <DetailPanel title={title} rowId={id} onClose={() => change({ open: undefined, tab: undefined })}>
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingRows rows={8} />
      ) : data === null ? (
        <Empty title={t('holdings.missing')} hint={t('holdings.missingHint')} />
      ) : (
        <>
          <HoldingsSummary holdings={data} />
          <HoldingsTabs holdings={data} tab={tab} onTab={(next) => change({ tab: next })} />
        </>
      )}
    </DetailPanel>
  );
}

function useHoldings(id: string) {
  const client = useQueryClient();
  const options = holdingsOfAccountQuery(id);
  const readAgain = () => void client.invalidateQueries({ queryKey: options.queryKey });
  useChanges({
    onChange: (change) => {
      if (change.__typename === 'HoldingsChanged' && change.holdings.id === id) readAgain();
    },
    onReturn: readAgain,
  });
  return useQuery(options);
}

function HoldingsSummary({ holdings }: { readonly holdings: Detail }) {
  const { t, formats } = useConsole();
  const { id, snapshotAt, lastUpdateAt, nextReadAt, knownCost, unknownCostsCount } = holdings;
  const time = (at: string | null) => at && <Time at={at} as="full" />;
  const costs = [
    knownCost === null ? t('overview.unknown') : formats.money(knownCost),
    unknownCostsCount > 0 ? t('holdings.unknownCosts', { count: unknownCostsCount }) : '',
  ];
  return (
    <>
      <div className="panel-chips">
        <ProvenanceChip provenance={holdings.provenance} />
        <HoldingsMarks row={holdings} />
      </div>
      <Facts
        lines={[
          [
            t('holdings.account'),
            <Link key="account" to="/accounts" search={{ open: id }}>
              <code>{holdings.authId}</code>
            </Link>,
          ],
          [t('filters.viewer'), holdings.viewer],
          [t('filters.broker'), holdings.broker],
          [t('holdings.snapshotAt'), time(snapshotAt) ?? t('holdings.noSnapshotTime')],
          [t('holdings.storedAt'), time(lastUpdateAt)],
          [t('inbox.received'), time(holdings.receivedAt)],
          [t('transactions.nextRead'), time(nextReadAt)],
          [t('holdings.cost'), <span key="cost">{costs.filter(Boolean).join(' · ')}</span>],
        ]}
      />
      <p className="soft">{t('holdings.costHint')}</p>
    </>
  );
}

interface HoldingsTabsProps {
  readonly holdings: Detail;
  readonly tab: HoldingsTab;
  readonly onTab: (tab: HoldingsTab | undefined) => void;
}

function HoldingsTabs({ holdings, tab, onTab }: HoldingsTabsProps) {
  const { t } = useConsole();
  const { id, revision, mutualFundsSnapshotAt, positionsSnapshotAt, smallcasesSnapshotAt } = holdings;
  const contents: Readonly<Record<HoldingsTab, ReactNode>> = {
    positions: (
      <OfTime at={positionsSnapshotAt}>
        <PositionsTable id={id} revision={revision} />
      </OfTime>
    ),
    smallcases: (
      <OfTime at={smallcasesSnapshotAt}>
        <SmallcasesTable smallcases={holdings.smallcases} />
      </OfTime>
    ),
    funds: (
      <OfTime at={mutualFundsSnapshotAt}>
        <FoliosTable of={{ kind: 'account', id, version: String(revision) }} empty={t('holdings.noFunds')} />
      </OfTime>
    ),
    earlier: <EarlierSnapshots id={id} revision={revision} />,
  };
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) => onTab(HOLDINGS_TABS.find((one) => one === next && one !== 'positions'))}
    >
      <Tabs.List aria-label={t('holdings.tabs')} className="panel-tabs">
        {HOLDINGS_TABS.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`holdings.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {HOLDINGS_TABS.map((one) => (
        <Tabs.Panel key={one} value={one} pt="sm">
          {contents[one]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

interface OfTimeProps {
  readonly at: string | null;
  readonly children: ReactNode;
}

/** A part of the holdings with the time of its snapshot: the others may have a later one. */
function OfTime({ at, children }: OfTimeProps) {
  const { t, formats } = useConsole();
  return (
    <>
      <p className="soft">
        {at === null ? t('holdings.noSnapshotTime') : t('holdings.asOf', { time: formats.full(at) })}
      </p>
      {children}
    </>
  );
}
