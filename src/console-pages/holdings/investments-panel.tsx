import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { investmentsOfAccountQuery } from '../data/account-queries.js';
import type { InvestmentsOfAccountQuery, WorthFragment } from '../data/generated/graphql.js';
import { useChanges } from '../data/live.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { HeldTable } from './held-rows.js';

type Detail = NonNullable<NonNullable<InvestmentsOfAccountQuery['account']>['investments']>;
type Invested = Detail['smallcases'][number];

interface InvestmentsPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The panel of the investments of one account. */
export function InvestmentsPanel({ id, onClose }: InvestmentsPanelProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useInvestments(id);
  const title = data ? t('investments.open', { account: data.authId }) : t('holdings.view.investments');
  return (
    <DetailPanel title={title} rowId={id} onClose={onClose}>
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingRows rows={8} />
      ) : data === null ? (
        <Empty title={t('investments.missing')} hint={t('holdings.missingHint')} />
      ) : (
        <InvestmentsDetail investments={data} />
      )}
    </DetailPanel>
  );
}

function useInvestments(id: string) {
  const client = useQueryClient();
  const options = investmentsOfAccountQuery(id);
  const readAgain = () => void client.invalidateQueries({ queryKey: options.queryKey });
  useChanges({
    onChange: (change) => {
      if (change.__typename === 'InvestmentsChanged' && change.investments.id === id) readAgain();
    },
    onReturn: readAgain,
  });
  return useQuery(options);
}

function InvestmentsDetail({ investments }: { readonly investments: Detail }) {
  const { t, formats } = useConsole();
  const { id, totals, smallcases, exited, nextReadAt } = investments;
  const { currentInvestment = null, currentValue = null } = totals ?? {};
  return (
    <>
      <Facts
        lines={[
          [
            t('holdings.account'),
            <Link key="account" to="/accounts" search={{ open: id }}>
              <code>{investments.authId}</code>
            </Link>,
          ],
          [t('filters.viewer'), investments.viewer],
          [t('filters.broker'), investments.broker],
          [t('investments.fetchedAt'), <Time key="read" at={investments.fetchedAt} as="full" />],
          [t('transactions.nextRead'), nextReadAt && <Time key="next" at={nextReadAt} as="full" />],
          [t('investments.invested'), currentInvestment && formats.money(currentInvestment)],
          [t('investments.value'), currentValue && formats.money(currentValue)],
          [t('investments.returns'), totals && returnsOf(totals, formats)],
        ]}
      />
      <p className="soft">{t('smallcase.valueHint')}</p>
      <h3>{t('holdings.smallcases')}</h3>
      {smallcases.length === 0 ? (
        <p className="soft">{t('investments.none')}</p>
      ) : (
        <HeldTable heads={[t('order.smallcase'), t('investments.returns'), t('investments.value')]}>
          {smallcases.map((one) => (
            <InvestedRow key={one.iscid} invested={one} />
          ))}
        </HeldTable>
      )}
      {exited.length > 0 && <ExitedTable exited={exited} />}
    </>
  );
}

function returnsOf(
  { totalReturns, totalReturnsPercent }: WorthFragment,
  formats: ReturnType<typeof useConsole>['formats'],
): string | null {
  if (totalReturns === null) return null;
  const percent = totalReturnsPercent === null ? '' : ` (${formats.percent(totalReturnsPercent)})`;
  return `${formats.money(totalReturns)}${percent}`;
}

function InvestedRow({ invested }: { readonly invested: Invested }) {
  const { t, formats } = useConsole();
  const { name, scid, iscid, isAmoPending, returns, constituents } = invested;
  const unknown = t('overview.unknown');
  return (
    <tr>
      <th scope="row">
        {name ?? scid ?? iscid}
        {(name ?? scid) !== null && <span className="held-more">{iscid}</span>}
        {isAmoPending === true && <span className="held-more">{t('investments.amo')}</span>}
        {constituents.length > 0 && (
          <details className="held-details">
            <summary>{t('smallcase.constituents', { count: constituents.length })}</summary>
            <ul>
              {constituents.map(({ ticker, shares, averagePrice }) => (
                <li key={ticker}>
                  <span>{ticker}</span>
                  <span>
                    {shares === null ? unknown : formats.decimal(shares)}{' '}
                    {averagePrice && t('position.at', { price: formats.money(averagePrice) })}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </th>
      <td>{returnsOf(returns, formats) ?? unknown}</td>
      <td>
        {returns.currentValue === null ? unknown : formats.money(returns.currentValue)}
        {returns.currentInvestment && (
          <span className="held-more">
            {t('investments.invested')} {formats.money(returns.currentInvestment)}
          </span>
        )}
      </td>
    </tr>
  );
}

function ExitedTable({ exited }: { readonly exited: Detail['exited'] }) {
  const { t, formats } = useConsole();
  const unknown = t('overview.unknown');
  return (
    <>
      <h3>{t('investments.exited')}</h3>
      <HeldTable heads={[t('order.smallcase'), t('investments.exitedAt'), t('investments.returns')]}>
        {exited.map(({ name, scid, exitedAt, returns }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same smallcase may have been exited twice
          <tr key={index}>
            <th scope="row">{name ?? scid ?? unknown}</th>
            <td>{exitedAt === null ? unknown : <Time at={exitedAt} />}</td>
            <td>{returns === null ? unknown : formats.money(returns)}</td>
          </tr>
        ))}
      </HeldTable>
    </>
  );
}
