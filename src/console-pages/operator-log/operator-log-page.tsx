import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { OperatorLogQuery } from '../data/generated/graphql.js';
import { operatorLogQuery } from '../data/queries.js';
import { useDocumentTitle } from '../grid/live-screen.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { wordsOf } from '../parts/status.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import './operator-log.css';

type Entry = NonNullable<OperatorLogQuery['operatorLog']>['nodes'][number];

/** Who did what in this console, when and why. */
export function OperatorLogPage() {
  const { t } = useConsole();
  const log = useInfiniteQuery({ ...operatorLogQuery(), staleTime: 0 });
  useDocumentTitle(t('log.title'));
  const entries = log.data?.pages.flatMap(({ nodes }) => nodes);
  return (
    <>
      <div className="screen-head">
        <h1>{t('log.title')}</h1>
      </div>
      {log.error !== null ? (
        <Failure error={log.error} retry={() => void log.refetch()} />
      ) : entries === undefined ? (
        <LoadingRows />
      ) : entries.length === 0 ? (
        <Empty title={t('log.empty')} hint={t('log.emptyHint')} />
      ) : (
        <LogTable entries={entries} />
      )}
      {log.hasNextPage && (
        <div className="log-more">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </>
  );
}

function LogTable({ entries }: { readonly entries: readonly Entry[] }) {
  const { t } = useConsole();
  return (
    <table className="log">
      <thead>
        <tr>
          <th scope="col">{t('log.at')}</th>
          <th scope="col">{t('log.operator')}</th>
          <th scope="col">{t('log.action')}</th>
          <th scope="col">{t('log.subject')}</th>
          <th scope="col">{t('log.reason')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, at, operator, action, subject, reason }) => (
          <tr key={id}>
            <td>
              <Time at={at} />
            </td>
            <td>{operator}</td>
            <td>{wordsOf(action)}</td>
            <td>{subject !== null && <code>{subject}</code>}</td>
            <td>{reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
