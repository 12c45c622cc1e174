import { type ReactNode, useCallback, useMemo } from 'react';
import type { AccountRowFragment } from '../data/generated/graphql.js';
import type { Column } from '../grid/column.js';
import { Chip } from '../parts/chip.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';

/** The columns of the accounts. */
export function useAccountColumns(): readonly Column[] {
  const { t } = useConsole();
  return useMemo(
    () => [
      { key: 'account', label: t('holdings.account'), width: 'minmax(104px, 1fr)', level: 1 },
      { key: 'owner', label: t('filters.viewer'), width: 'minmax(96px, 1fr)', level: 1 },
      { key: 'house', label: t('filters.broker'), width: 'minmax(80px, 0.7fr)', level: 2 },
      { key: 'asof', label: t('holdings.linkedAt'), width: 'minmax(124px, 0.9fr)', level: 1 },
      { key: 'worth', label: t('accounts.funds'), width: 'minmax(116px, 0.9fr)', isNumber: true, level: 2 },
      { key: 'belief', label: t('accounts.claims'), width: 'minmax(150px, 1fr)', level: 1 },
    ],
    [t],
  );
}

/** Returns what makes the cells of an account. */
export function useAccountCells(): (row: AccountRowFragment) => readonly ReactNode[] {
  const { t, formats } = useConsole();
  return useCallback(
    (row) => [
      <code key="account">{row.authId}</code>,
      row.viewer,
      row.broker,
      <Time key="asof" at={row.linkedAt} />,
      row.funds === null ? (
        <span key="worth" className="soft">
          {t('accounts.fundsUnknown')}
        </span>
      ) : (
        formats.money(row.funds)
      ),
      row.claims.length > 0 && (
        <Chip key="belief" tone="warn">
          {t('accounts.claimsCount', { count: row.claims.length })}
        </Chip>
      ),
    ],
    [t, formats],
  );
}
