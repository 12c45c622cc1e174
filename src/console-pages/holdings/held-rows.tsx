import { Button } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '../data/merge-rows.js';
import { Failure, LoadingRows } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';
import './held-rows.css';

interface HeldRowsProps<T> {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  readonly empty: string;
  readonly heads: readonly string[];
  readonly rowOf: (row: T, index: number) => ReactNode;
}

/** What one object holds, as a table that is read in pages. */
export function HeldRows<T>({ query, empty, heads, rowOf }: HeldRowsProps<T>) {
  const { t } = useConsole();
  const { data, error, hasNextPage, isFetchingNextPage } = query;
  if (error !== null && data === undefined)
    return <Failure error={error} retry={() => void query.refetch()} />;
  if (data === undefined) return <LoadingRows rows={6} />;
  const rows = data.pages.flatMap(({ nodes }) => nodes);
  if (rows.length === 0) return <p className="soft">{empty}</p>;
  return (
    <>
      <HeldTable heads={heads}>{rows.map(rowOf)}</HeldTable>
      {error !== null && <Failure error={error} retry={() => void query.refetch()} />}
      {hasNextPage && (
        <Button
          mt="sm"
          size="compact-sm"
          variant="default"
          loading={isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('position.more')}
        </Button>
      )}
    </>
  );
}

/** A table in a panel: the first column names the row, the others are numbers. */
export function HeldTable({
  heads,
  children,
}: {
  readonly heads: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <table className="held">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
