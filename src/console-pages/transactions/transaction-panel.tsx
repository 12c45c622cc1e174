import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TransactionQuery } from '../data/generated/graphql.js';
import { useChanges } from '../data/live.js';
import { transactionQuery } from '../data/queries.js';
import { Steps } from '../explain/steps.js';
import { WhatNext } from '../explain/story.js';
import { securitiesOf } from '../orders/order-cells.js';
import { CopyableId, ViewerLink } from '../orders/order-panel.js';
import { Chip } from '../parts/chip.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { ProvenanceChip, StatusChip, wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { TransactionContents } from './transaction-contents.js';
import { errorOf, Expiry } from './transaction-cells.js';

interface TransactionPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The panel of one transaction: what is known, its orders, what happened and what happens next. */
export function TransactionPanel({ id, onClose }: TransactionPanelProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useTransaction(id);
  const title = data ? wordsOf(data.intent) : t('transactions.title');
  return (
    <DetailPanel title={title} rowId={id} onClose={onClose}>
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingRows rows={8} />
      ) : data === null ? (
        <Empty title={t('transactions.missing')} hint={t('order.missingHint')} />
      ) : (
        <TransactionDetail transaction={data} />
      )}
    </DetailPanel>
  );
}

function useTransaction(id: string) {
  const client = useQueryClient();
  const options = transactionQuery(id);
  const readAgain = () => void client.invalidateQueries({ queryKey: options.queryKey });
  useChanges({
    onChange: (change) => {
      if (change.__typename === 'TransactionChanged' && change.transaction.id === id) readAgain();
    },
    onReturn: readAgain,
  });
  return useQuery(options);
}

type Detail = NonNullable<TransactionQuery['transaction']>;

function TransactionDetail({ transaction }: { readonly transaction: Detail }) {
  const { t } = useConsole();
  const { orders, explanation } = transaction;
  return (
    <>
      <div className="panel-chips">
        <StatusChip status={transaction.status} rawStatus={transaction.rawStatus} />
        <ProvenanceChip provenance={transaction.provenance} />
        {transaction.isStale && <Chip tone="warn">{t('state.stale')}</Chip>}
      </div>
      <TransactionFacts transaction={transaction} />
      <TransactionContents transaction={transaction} />
      <h3>{t('transactions.orders')}</h3>
      {orders.length === 0 && <p className="soft">{t('none')}</p>}
      <ul className="order-links">
        {orders.map((order) => (
          <li key={order.id}>
            <Link to="/orders/$id" params={{ id: order.id }} search={{}}>
              {securitiesOf(order, t)}
            </Link>
            <StatusChip status={order.status} rawStatus={order.rawStatus} />
          </li>
        ))}
      </ul>
      {explanation && (
        <>
          <WhatNext next={explanation.next} />
          <h3>{t('explain.titleTransaction')}</h3>
          <Steps facts={explanation.facts} current={null} viewer={transaction.viewerId} />
        </>
      )}
    </>
  );
}

function TransactionFacts({ transaction }: { readonly transaction: Detail }) {
  const { t, formats } = useConsole();
  const { nextReadAt } = transaction;
  return (
    <Facts
      lines={[
        [t('transactions.id'), <CopyableId key="id" id={transaction.transactionId} />],
        [
          t('transactions.viewer'),
          <ViewerLink key="viewer" id={transaction.viewerId} text={transaction.viewer} />,
        ],
        [t('transactions.broker'), transaction.broker],
        [t('order.smallcase'), transaction.smallcase],
        [t('transactions.created'), <Time key="created" at={transaction.createdAt} as="full" />],
        [t('transactions.expiry'), <Expiry key="expiry" at={transaction.expiresAt} />],
        [
          t('transactions.nextRead'),
          nextReadAt === null ? t('transactions.noRead') : <Time key="next" at={nextReadAt} as="full" />,
        ],
        [t('transactions.error'), errorOf(transaction)],
        [t('transactions.notes'), transaction.notes],
        [t('order.revision'), formats.count(transaction.revision)],
      ]}
    />
  );
}
