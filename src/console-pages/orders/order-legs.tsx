import { Facts } from '../parts/detail-panel.js';
import { StatusChip } from '../parts/status.js';
import { useConsole } from '../shell/console-context.js';
import type { OrderDetail } from './use-order.js';

type Leg = OrderDetail['legs'][number];
type UnplacedLeg = OrderDetail['unplacedLegs'][number];

/** The securities of an order, with those that were not placed. */
export function OrderLegs({ order }: { readonly order: OrderDetail }) {
  const { t } = useConsole();
  return (
    <>
      {order.legs.length > 0 && (
        <>
          <h3>{t('order.legs')}</h3>
          <ul className="legs">
            {order.legs.map((leg, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a security may be twice in an order
              <PlacedLeg key={`${leg.symbol} ${index}`} leg={leg} />
            ))}
          </ul>
        </>
      )}
      {order.unplacedLegs.length > 0 && (
        <>
          <h3>{t('order.unplaced')}</h3>
          <ul className="legs">
            {order.unplacedLegs.map((leg, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a security may be twice in an order
              <RefusedLeg key={`${leg.symbol} ${index}`} leg={leg} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function PlacedLeg({ leg }: { readonly leg: Leg }) {
  const { t, formats } = useConsole();
  const quantity = (value: number | null) => (value === null ? '–' : formats.count(value));
  return (
    <li>
      <div className="leg-head">
        <strong>{leg.symbol}</strong>
        <span className="soft">{leg.exchange}</span>
        <span>{t(`side.${leg.side}`)}</span>
        <span className="spread" />
        <StatusChip status={leg.status} rawStatus={leg.rawStatus} />
      </div>
      <Facts
        lines={[
          [t('orders.filled'), `${quantity(leg.filledQuantity)} / ${quantity(leg.quantity)}`],
          [t('order.price'), leg.averagePrice && formats.money(leg.averagePrice)],
          [t('order.limit'), leg.limitPrice && formats.money(leg.limitPrice)],
          [t('order.type'), [leg.orderType, leg.product].filter(Boolean).join(' · ')],
          [t('order.exchangeId'), leg.exchangeOrderId && <code>{leg.exchangeOrderId}</code>],
        ]}
      />
      <LegProblem code={leg.errorCode} message={leg.statusMessage} />
    </li>
  );
}

function RefusedLeg({ leg }: { readonly leg: UnplacedLeg }) {
  const { t, formats } = useConsole();
  return (
    <li>
      <div className="leg-head">
        <strong>{leg.symbol}</strong>
        <span className="soft">{leg.exchange}</span>
        <span>{t(`side.${leg.side}`)}</span>
        <span className="spread" />
        <span className="number">{leg.quantity === null ? '–' : formats.count(leg.quantity)}</span>
      </div>
      <LegProblem code={leg.errorCode} message={leg.statusMessage} />
    </li>
  );
}

function LegProblem({ code, message }: { readonly code: string | null; readonly message: string | null }) {
  if (code === null && message === null) return null;
  return <p className="leg-problem">{[code, message].filter(Boolean).join(': ')}</p>;
}
