import type { HoldingsOfAccountQuery } from '../data/generated/graphql.js';
import { useConsole } from '../shell/console-context.js';
import { HeldTable } from './held-rows.js';

type Holdings = NonNullable<NonNullable<HoldingsOfAccountQuery['account']>['holdings']>;
type Smallcase = Holdings['smallcases'][number];

/** The smallcases of an account, with the value that Gateway gave. */
export function SmallcasesTable({ smallcases }: { readonly smallcases: readonly Smallcase[] }) {
  const { t } = useConsole();
  if (smallcases.length === 0) return <p className="soft">{t('holdings.noSmallcases')}</p>;
  return (
    <>
      <HeldTable heads={[t('order.smallcase'), t('investments.returns'), t('investments.value')]}>
        {smallcases.map((smallcase, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: private ones have no id
          <SmallcaseRow key={index} smallcase={smallcase} />
        ))}
      </HeldTable>
      <p className="soft">{t('smallcase.valueHint')}</p>
    </>
  );
}

function SmallcaseRow({ smallcase }: { readonly smallcase: Smallcase }) {
  const { t, formats } = useConsole();
  const { name, scid, isPrivate, currentValue, totalReturns, constituents } = smallcase;
  const unknown = t('overview.unknown');
  return (
    <tr>
      <th scope="row">
        {name ?? scid ?? t('smallcase.private')}
        {isPrivate && name !== null && <span className="held-more">{t('smallcase.private')}</span>}
        {constituents.length > 0 && (
          <details className="held-details">
            <summary>{t('smallcase.constituents', { count: constituents.length })}</summary>
            <ul>
              {constituents.map(({ ticker, shares }) => (
                <li key={ticker}>
                  <span>{ticker}</span>
                  <span>{shares === null ? unknown : formats.decimal(shares)}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </th>
      <td>{totalReturns === null ? unknown : formats.money(totalReturns)}</td>
      <td>{currentValue === null ? unknown : formats.money(currentValue)}</td>
    </tr>
  );
}
