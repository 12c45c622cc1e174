import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { accountQuery } from '../data/account-queries.js';
import { CopyableId } from '../orders/order-panel.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import type { AccountDetail } from './account-detail.js';
import { UnlinkButton } from './unlink-button.js';
import './accounts.css';

interface AccountPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The panel of one account: how it was proven, who else claimed it, and what it holds. */
export function AccountPanel({ id, onClose }: AccountPanelProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useQuery(accountQuery(id));
  const title = data ? t('accounts.open', { account: data.authId }) : t('nav.accounts');
  return (
    <DetailPanel title={title} rowId={id} onClose={onClose}>
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingRows rows={8} />
      ) : data === null ? (
        <Empty title={t('accounts.missing')} hint={t('accounts.missingHint')} />
      ) : (
        <>
          <div className="panel-chips">
            <span className="spread" />
            <UnlinkButton account={data} onUnlinked={onClose} />
          </div>
          <AccountFacts account={data} />
          <Proofs account={data} />
          <Claims account={data} />
        </>
      )}
    </DetailPanel>
  );
}

function AccountFacts({ account }: { readonly account: AccountDetail }) {
  const { t, formats } = useConsole();
  const { id, funds, fundsAt, holdings, investments, pendingActionsCount } = account;
  return (
    <Facts
      lines={[
        [t('holdings.account'), <CopyableId key="account" id={account.authId} />],
        [t('filters.viewer'), account.viewer],
        [t('filters.broker'), account.broker],
        [t('holdings.linkedAt'), <Time key="linked" at={account.linkedAt} as="full" />],
        [
          t('accounts.funds'),
          funds === null
            ? t('accounts.fundsUnknown')
            : [formats.money(funds), fundsAt && t('holdings.asOf', { time: formats.full(fundsAt) })]
                .filter(Boolean)
                .join(' · '),
        ],
        [
          t('nav.holdings'),
          holdings && (
            <Link key="holdings" to="/holdings" search={{ open: id }}>
              {t('smallcase.constituents', { count: holdings.positionsCount })}
            </Link>
          ),
        ],
        [
          t('holdings.view.investments'),
          investments && (
            <Link key="investments" to="/holdings" search={{ view: 'investments', open: id }}>
              {t('unlink.investments', { count: investments.smallcasesCount })}
            </Link>
          ),
        ],
        [t('accounts.pendingActions'), formats.count(pendingActionsCount)],
      ]}
    />
  );
}

function Proofs({ account }: { readonly account: AccountDetail }) {
  const { t, formats } = useConsole();
  return (
    <Entries title={t('accounts.proofs')} empty={t('accounts.noProofs')}>
      {account.proofs.map(({ at, transaction }) => (
        <li key={transaction.id}>
          <Link to="/transactions" search={{ open: transaction.id }}>
            {wordsOf(transaction.intent)} <code>{transaction.transactionId}</code>
          </Link>
          <span className="soft">{t('accounts.proved', { time: formats.moment(at) })}</span>
        </li>
      ))}
    </Entries>
  );
}

function Claims({ account }: { readonly account: AccountDetail }) {
  const { t, formats } = useConsole();
  return (
    <Entries title={t('accounts.claims')} empty={t('accounts.noClaims')}>
      {account.claims.map(({ viewer, at, transaction }) => (
        <li key={`${viewer} ${at}`}>
          <strong>{viewer}</strong>
          <span className="soft">{t('accounts.claimed', { time: formats.moment(at) })}</span>
          {transaction && (
            <Link to="/transactions" search={{ open: transaction.id }}>
              <code>{transaction.transactionId}</code>
            </Link>
          )}
        </li>
      ))}
    </Entries>
  );
}

interface EntriesProps {
  readonly title: string;
  readonly empty: string;
  readonly children: readonly ReactNode[];
}

function Entries({ title, empty, children }: EntriesProps) {
  return (
    <>
      <h3>{title}</h3>
      {children.length === 0 ? (
        <p className="soft">{empty}</p>
      ) : (
        <ul className="account-entries">{children}</ul>
      )}
    </>
  );
}
