import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DeliveryQuery } from '../data/generated/graphql.js';
import { deliveryQuery } from '../data/queries.js';
import { Steps } from '../explain/steps.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { DELIVERY_TABS, type DeliveriesSearch, type DeliveryTab } from './deliveries-search.js';
import { DeliveryBody } from './delivery-body.js';
import { DeliveryLinks } from './delivery-links.js';
import { ReplayButton } from './replay-button.js';
import { VerdictChip } from './verdict-chip.js';

type Detail = NonNullable<DeliveryQuery['delivery']>;

interface DeliveryPanelProps {
  readonly id: string;
  readonly tab: DeliveryTab | undefined;
  readonly change: (part: Partial<DeliveriesSearch>) => void;
}

/** The panel of one stored delivery. */
export function DeliveryPanel({ id, tab = 'summary', change }: DeliveryPanelProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useQuery(deliveryQuery(id));
  return (
    <DetailPanel
      title={t('inbox.open', { id })}
      rowId={id}
      onClose={() => change({ open: undefined, tab: undefined })}
    >
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingRows rows={8} />
      ) : data === null ? (
        <Empty title={t('inbox.missing')} hint={t('order.missingHint')} />
      ) : (
        <>
          <div className="panel-chips">
            <VerdictChip verdict={data.verdict} />
            <span className="spread" />
            <ReplayButton id={data.id} />
          </div>
          <DeliveryTabs delivery={data} tab={tab} onTab={(next) => change({ tab: next })} />
        </>
      )}
    </DetailPanel>
  );
}

interface DeliveryTabsProps {
  readonly delivery: Detail;
  readonly tab: DeliveryTab;
  readonly onTab: (tab: DeliveryTab | undefined) => void;
}

function DeliveryTabs({ delivery, tab, onTab }: DeliveryTabsProps) {
  const { t } = useConsole();
  const contents: Readonly<Record<DeliveryTab, ReactNode>> = {
    summary: <Summary delivery={delivery} />,
    body: <DeliveryBody key={delivery.id} delivery={delivery} />,
    checksum: <Checksum delivery={delivery} />,
    effects: <Effects delivery={delivery} />,
    siblings: <Siblings delivery={delivery} />,
  };
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) => onTab(DELIVERY_TABS.find((one) => one === next && one !== 'summary'))}
    >
      <Tabs.List aria-label={t('inbox.tabs')} className="panel-tabs">
        {DELIVERY_TABS.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`inbox.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {DELIVERY_TABS.map((one) => (
        <Tabs.Panel key={one} value={one} pt="sm">
          {contents[one]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Summary({ delivery }: { readonly delivery: Detail }) {
  const { t, formats } = useConsole();
  const { transaction, order, nextAttemptAt, transactionId } = delivery;
  return (
    <>
      <p className="soft">{t(`verdictHint.${delivery.verdict}`)}</p>
      <Facts
        lines={[
          [t('inbox.problem'), delivery.problem],
          [t('inbox.received'), <Time key="received" at={delivery.receivedAt} as="full" />],
          [t('inbox.kind'), wordsOf(delivery.kind)],
          [t('inbox.size'), formats.bytes(delivery.sizeBytes)],
          [
            t('inbox.transaction'),
            <TransactionLink key="transaction" id={transaction?.id} text={transactionId} />,
          ],
          [
            t('inbox.order'),
            order && (
              <Link to="/orders/$id" params={{ id: order.id }} search={{}}>
                {order.batchId}
              </Link>
            ),
          ],
          [t('inbox.account'), delivery.authId && <code>{delivery.authId}</code>],
          [
            t('transactions.nextRead'),
            nextAttemptAt &&
              t('inbox.nextAttempt', { time: formats.moment(nextAttemptAt), count: delivery.failures }),
          ],
        ]}
      />
    </>
  );
}

interface TransactionLinkProps {
  readonly id: string | undefined;
  readonly text: string | null;
}

function TransactionLink({ id, text }: TransactionLinkProps) {
  const { t } = useConsole();
  if (id === undefined) return text === null ? t('none') : <code>{text}</code>;
  return (
    <Link to="/transactions" search={{ open: id }}>
      {text ?? id}
    </Link>
  );
}

function Checksum({ delivery }: { readonly delivery: Detail }) {
  const { t } = useConsole();
  return (
    <>
      <p>
        {t('inbox.proofHeld')} {t('inbox.proofFields')}
      </p>
      <ol>
        {delivery.checksumFields.map((field) => (
          <li key={field}>
            <code>{field}</code>
          </li>
        ))}
      </ol>
      <p className="soft">{t('inbox.bodyHint')}</p>
      <Facts lines={[[t('inbox.digest'), <code key="digest">{delivery.sha256}</code>]]} />
    </>
  );
}

function Effects({ delivery }: { readonly delivery: Detail }) {
  const { t } = useConsole();
  if (delivery.effects.length === 0) return <p className="soft">{t('inbox.noEffects')}</p>;
  return <Steps facts={delivery.effects} current={null} />;
}

function Siblings({ delivery }: { readonly delivery: Detail }) {
  const { t } = useConsole();
  if (delivery.siblings.length === 0) return <p className="soft">{t('inbox.noSiblings')}</p>;
  return <DeliveryLinks deliveries={delivery.siblings} />;
}
