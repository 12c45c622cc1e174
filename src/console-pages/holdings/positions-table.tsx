import { useInfiniteQuery } from '@tanstack/react-query';
import { positionsQuery } from '../data/account-queries.js';
import type { PositionsQuery } from '../data/generated/graphql.js';
import { type Console, useConsole } from '../shell/console-context.js';
import { HeldRows } from './held-rows.js';

type Holdings = NonNullable<NonNullable<PositionsQuery['account']>['holdings']>;
type Position = Holdings['positions']['nodes'][number];

interface PositionsTableProps {
  readonly id: string;
  readonly revision: number;
}

/** The securities of an account with what they cost, and how much of the whole that is. */
export function PositionsTable({ id, revision }: PositionsTableProps) {
  const { t } = useConsole();
  const query = useInfiniteQuery(positionsQuery(id, revision));
  return (
    <HeldRows
      query={query}
      empty={t('holdings.noPositions')}
      heads={[t('position.security'), t('position.quantity'), t('position.cost')]}
      rowOf={(position: Position, index) => <PositionRow key={index} position={position} />}
    />
  );
}

function PositionRow({ position }: { readonly position: Position }) {
  const { t, formats } = useConsole();
  const { symbol, name, quantity, averagePrice, cost, costPercent } = position;
  const unknown = t('overview.unknown');
  const details = detailsOf(position, t, formats);
  return (
    <tr>
      <th scope="row">
        {symbol || name || unknown}
        {name !== null && symbol !== '' && <span className="held-more">{name}</span>}
        {details.length > 0 && <span className="held-more">{details.join(' · ')}</span>}
      </th>
      <td>
        {quantity === null ? unknown : formats.decimal(quantity)}
        <span className="held-more">
          {t('position.at', { price: averagePrice === null ? unknown : formats.money(averagePrice) })}
        </span>
      </td>
      <td>
        {cost === null ? unknown : formats.money(cost)}
        {costPercent !== null && (
          <>
            <span className="held-more">{formats.percent(costPercent)}</span>
            <span className="share" aria-hidden="true">
              <span style={{ width: `${costPercent}%` }} />
            </span>
          </>
        )}
      </td>
    </tr>
  );
}

/** How the shares are divided: over the exchanges today, into smallcases, and pledged ones. */
function detailsOf(position: Position, t: Console['t'], formats: Console['formats']): readonly string[] {
  const { nsePosition, bsePosition, collateralQuantity, smallcaseQuantity } = position;
  const parts = [
    ['position.nse', nsePosition?.quantity ?? null],
    ['position.bse', bsePosition?.quantity ?? null],
    ['position.inSmallcases', smallcaseQuantity],
    ['position.pledged', collateralQuantity],
  ] as const;
  return parts.flatMap(([text, quantity]) =>
    quantity === null || Number(quantity) === 0 ? [] : [t(text, { quantity: formats.decimal(quantity) })],
  );
}
