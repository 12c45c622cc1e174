import { useInfiniteQuery } from '@tanstack/react-query';
import { foliosQuery, type FoliosOf } from '../data/account-queries.js';
import type { FolioFragment } from '../data/generated/graphql.js';
import { useConsole } from '../shell/console-context.js';
import { HeldRows } from './held-rows.js';

/** Folios of mutual funds, with the value that Gateway gave and the day it is of. */
export function FoliosTable({ of, empty }: { readonly of: FoliosOf; readonly empty: string }) {
  const { t } = useConsole();
  const query = useInfiniteQuery(foliosQuery(of));
  return (
    <HeldRows
      query={query}
      empty={empty}
      heads={[t('folio.fund'), t('folio.units'), t('investments.value')]}
      rowOf={(folio: FolioFragment, index) => <FolioRow key={index} folio={folio} />}
    />
  );
}

function FolioRow({ folio }: { readonly folio: FolioFragment }) {
  const { t, formats } = useConsole();
  const { units, costValue, marketValue, nav, navDate } = folio;
  return (
    <tr>
      <th scope="row">
        {folio.fund ?? folio.isin ?? t('overview.unknown')}
        <span className="held-more">{[folio.folio, folio.amc].filter(Boolean).join(' · ')}</span>
      </th>
      <td>
        {units === null ? t('overview.unknown') : formats.decimal(units)}
        {costValue && (
          <span className="held-more">
            {t('investments.invested')} {formats.money(costValue)}
          </span>
        )}
      </td>
      <td>
        {marketValue === null ? t('overview.unknown') : formats.money(marketValue)}
        {nav && (
          <span className="held-more">
            {t('folio.nav', { nav: formats.money(nav), day: navDate ?? t('folio.noDay') })}
          </span>
        )}
      </td>
    </tr>
  );
}
