import { Button, Tabs } from '@mantine/core';
import { IconArrowLeft, IconCopy } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useDocumentTitle } from '../grid/live-screen.js';
import { securitiesOf } from '../orders/order-cells.js';
import { OrderLegs } from '../orders/order-legs.js';
import { OrderFacts } from '../orders/order-panel.js';
import { type OrderDetail, useOrder } from '../orders/use-order.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { JsonText } from '../parts/json-text.js';
import { Notices, showNotice } from '../parts/notices.js';
import { FinalMark, ProvenanceChip, StatusChip } from '../parts/status.js';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import { EXPLAIN_TABS, type ExplainSearch } from './explain-search.js';
import { HintDiffs } from './hint-diffs.js';
import { OrderDeliveries } from './order-deliveries.js';
import { Reads } from './reads.js';
import { Story, WhatNext } from './story.js';
import './explain.css';

const route = getRouteApi('/orders/$id');

/** "What happened to this order?": facts by time, its deliveries, and what is known as it was read. */
export function ExplainPage() {
  const { t } = useConsole();
  const { id } = route.useParams();
  const order = useOrder(id);
  useDocumentTitle(t('explain.title'));
  if (order.data) return <ExplainedOrder order={order.data} />;
  return (
    <>
      <h1 className="hidden-text">{t('explain.title')}</h1>
      {order.error !== null ? (
        <Failure error={order.error} retry={() => void order.refetch()} />
      ) : order.data === undefined ? (
        <LoadingRows />
      ) : (
        <Empty title={t('order.missing')} hint={t('order.missingHint')}>
          <Link to="/orders" search={{}}>
            {t('failure.back')}
          </Link>
        </Empty>
      )}
    </>
  );
}

function ExplainedOrder({ order }: { readonly order: OrderDetail }) {
  const { t } = useConsole();
  const search = route.useSearch();
  const { tab = 'timeline' } = search;
  const navigate = route.useNavigate();
  const change = (part: Partial<ExplainSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const open = (next: string | null) =>
    change({ tab: EXPLAIN_TABS.find((one) => one === next && one !== 'timeline') });
  useKeys({ d: () => open(tab === 'diff' ? null : 'diff') });
  return (
    <div className="explain">
      <Notices />
      <ExplainHead order={order} />
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List aria-label={t('explain.tabs')} className="explain-tabs">
          {EXPLAIN_TABS.map((one) => (
            <Tabs.Tab key={one} value={one} title={one === 'diff' ? 'd' : undefined}>
              {t(`explain.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="timeline" pt="md">
          <Timeline order={order} search={search} change={change} />
        </Tabs.Panel>
        <Tabs.Panel value="diff" pt="md">
          <HintDiffs id={order.id} />
        </Tabs.Panel>
        <Tabs.Panel value="deliveries" pt="md">
          <OrderDeliveries transaction={order.transaction?.id ?? null} />
        </Tabs.Panel>
        <Tabs.Panel value="reads" pt="md">
          <Reads order={order} />
        </Tabs.Panel>
        <Tabs.Panel value="raw" pt="md">
          <JsonText text={JSON.stringify(order, null, 2)} label={t('explain.raw')} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function ExplainHead({ order }: { readonly order: OrderDetail }) {
  const { t } = useConsole();
  const copy = useStoryCopy(order.explanation?.markdown);
  useKeys({ c: copy });
  return (
    <header className="explain-head">
      <Link to="/orders" search={{}} className="back">
        <IconArrowLeft size={16} aria-hidden="true" />
        {t('nav.orders')}
      </Link>
      <h1>
        {securitiesOf(order, t)} <code>{order.batchId}</code>
      </h1>
      <div className="panel-chips">
        <StatusChip status={order.status} rawStatus={order.rawStatus} />
        <ProvenanceChip provenance={order.provenance} />
        <FinalMark isFinal={order.isFinal} isRetracted={order.isRetracted} />
        <span className="spread" />
        {order.explanation && (
          <Button
            size="compact-sm"
            variant="default"
            title="c"
            leftSection={<IconCopy size={14} />}
            onClick={copy}
          >
            {t('explain.copy')}
          </Button>
        )}
      </div>
    </header>
  );
}

/** Returns what copies the story and says whether the browser allowed it. */
function useStoryCopy(markdown: string | undefined): () => void {
  const { t } = useConsole();
  return () => {
    if (markdown === undefined) return;
    navigator.clipboard.writeText(markdown).then(
      () => showNotice({ message: t('explain.copied'), tone: 'good' }),
      () => showNotice({ message: t('explain.copyFailed'), tone: 'bad' }),
    );
  };
}

interface TimelineProps {
  readonly order: OrderDetail;
  readonly search: ExplainSearch;
  readonly change: (part: Partial<ExplainSearch>) => void;
}

function Timeline({ order, search, change }: TimelineProps) {
  const { t } = useConsole();
  return (
    <div className="explain-columns">
      <div className="explain-main">
        {order.explanation ? (
          <Story
            explanation={order.explanation}
            outcome={order}
            viewer={order.viewerId}
            search={search}
            change={change}
          />
        ) : (
          <p className="soft">{t('explain.noFacts')}</p>
        )}
      </div>
      <div className="explain-side">
        <WhatNext next={order.explanation?.next ?? []} />
        <OrderFacts order={order} />
        <OrderLegs order={order} />
      </div>
    </div>
  );
}
