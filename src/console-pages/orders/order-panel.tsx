import { Button } from '@mantine/core';
import { IconTimeline } from '@tabler/icons-react';
import { Link, useRouter } from '@tanstack/react-router';
import { CopyButton } from '../parts/command-line.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { FinalMark, ProvenanceChip, StatusChip, wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { OrderLegs } from './order-legs.js';
import { type OrderDetail, useOrder } from './use-order.js';

interface OrderPanelProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** The panel of one order. */
export function OrderPanel({ id, onClose }: OrderPanelProps) {
  const { t } = useConsole();
  const router = useRouter();
  const order = useOrder(id);
  useKeys({ e: () => void router.navigate({ to: '/orders/$id', params: { id }, search: {} }) });
  const title = order.data ? t('orders.open', { batch: order.data.batchId }) : t('orders.title');
  return (
    <DetailPanel title={title} rowId={id} onClose={onClose}>
      {order.error !== null ? (
        <Failure error={order.error} retry={() => void order.refetch()} />
      ) : order.data === undefined ? (
        <LoadingRows rows={8} />
      ) : order.data === null ? (
        <Empty title={t('order.missing')} hint={t('order.missingHint')} />
      ) : (
        <OrderSummary order={order.data} />
      )}
    </DetailPanel>
  );
}

function OrderSummary({ order }: { readonly order: OrderDetail }) {
  const { t } = useConsole();
  return (
    <>
      <div className="panel-chips">
        <StatusChip status={order.status} rawStatus={order.rawStatus} />
        <ProvenanceChip provenance={order.provenance} />
        <FinalMark isFinal={order.isFinal} isRetracted={order.isRetracted} />
        <span className="spread" />
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconTimeline size={15} />}
          title="e"
          renderRoot={(props) => <Link {...props} to="/orders/$id" params={{ id: order.id }} search={{}} />}
        >
          {t('orders.explain')}
        </Button>
      </div>
      <OrderFacts order={order} />
      <OrderLegs order={order} />
    </>
  );
}

/** What is known about an order, line by line. */
export function OrderFacts({ order }: { readonly order: OrderDetail }) {
  const { t, formats } = useConsole();
  const { buyAmount, sellAmount, transaction } = order;
  const time = (at: string | null) => (at === null ? null : <Time at={at} as="full" />);
  return (
    <Facts
      lines={[
        [t('orders.batch'), <CopyableId key="batch" id={order.batchId} />],
        [
          t('order.transaction'),
          <span key="transaction" className="copyable">
            <TransactionLink id={transaction?.id} text={order.transactionId} />
            <CopyButton text={order.transactionId} />
          </span>,
        ],
        [t('order.intent'), transaction && wordsOf(transaction.intent)],
        [t('orders.viewer'), <ViewerLink key="viewer" id={order.viewerId} text={order.viewer} />],
        [t('filters.broker'), order.broker],
        [t('order.smallcase'), order.smallcase],
        [t('order.label'), order.label],
        [t('order.variety'), order.variety],
        [t('order.bought'), buyAmount && formats.money(buyAmount)],
        [t('order.sold'), sellAmount && formats.money(sellAmount)],
        [t('order.placedAt'), time(order.placedAt)],
        [t('order.completedAt'), time(order.completedAt)],
        [t('order.updatedAt'), time(order.updatedAt)],
        [t('order.revision'), formats.count(order.revision)],
      ]}
    />
  );
}

function TransactionLink({ id, text }: { readonly id: string | undefined; readonly text: string }) {
  if (id === undefined) return <code>{text}</code>;
  return (
    <Link to="/transactions" search={{ open: id }}>
      <code>{text}</code>
    </Link>
  );
}

/** A viewer, with the way to their events. */
export function ViewerLink({ id, text }: { readonly id: string; readonly text: string }) {
  const { t } = useConsole();
  return (
    <span className="viewer-link">
      <span>{text}</span>
      <Link to="/events" search={{ viewer: id }}>
        {t('orders.events')}
      </Link>
    </span>
  );
}

/** An id that can be copied whole. */
export function CopyableId({ id }: { readonly id: string }) {
  return (
    <span className="copyable">
      <code>{id}</code>
      <CopyButton text={id} />
    </span>
  );
}
