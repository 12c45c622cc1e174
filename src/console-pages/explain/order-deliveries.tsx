import { useInfiniteQuery } from '@tanstack/react-query';
import { deliveriesQuery } from '../data/queries.js';
import { DeliveryLinks } from '../inbox/delivery-links.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';

/** The stored deliveries of an order's transaction. `transaction` is null if the ledger does not have it. */
export function OrderDeliveries({ transaction }: { readonly transaction: string | null }) {
  const { t } = useConsole();
  if (transaction === null)
    return <Empty title={t('explain.noDeliveries')} hint={t('explain.noDeliveriesHint')} />;
  return <DeliveriesOf transaction={transaction} />;
}

function DeliveriesOf({ transaction }: { readonly transaction: string }) {
  const { t } = useConsole();
  const list = useInfiniteQuery(deliveriesQuery({ transaction }));
  if (list.error !== null) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (list.data === undefined) return <LoadingRows rows={5} />;
  const deliveries = list.data.pages.flatMap(({ nodes }) => nodes);
  if (deliveries.length === 0)
    return <Empty title={t('explain.noDeliveries')} hint={t('explain.noDeliveriesHint')} />;
  return <DeliveryLinks deliveries={deliveries} />;
}
