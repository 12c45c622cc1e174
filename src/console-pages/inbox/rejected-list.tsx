import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RejectedFragment } from '../data/generated/graphql.js';
import { useChanges } from '../data/live.js';
import { rejectedQuery } from '../data/queries.js';
import { useDocumentTitle } from '../grid/live-screen.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { JsonText } from '../parts/json-text.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { stringifySearch } from '../shell/search-params.js';
import type { DeliveriesSearch } from './deliveries-search.js';
import { type ChangeSearch, ViewSwitch } from './view-switch.js';
import { VerdictChip } from './verdict-chip.js';

/** What the server keeps. */
const KEPT = 200;

interface RejectedListProps {
  readonly search: DeliveriesSearch;
  readonly change: ChangeSearch;
}

/** The requests to the webhook path that were refused, with what is known about the cause. */
export function RejectedList({ search, change }: RejectedListProps) {
  const { t } = useConsole();
  const { data, error, refetch } = useRejected();
  useDocumentTitle(t('inbox.rejected'));
  const open = data?.find(({ id }) => id === search.open);
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('inbox.title')}</h1>
        <span className="spread" />
        <ViewSwitch view="rejected" change={change} />
      </div>
      <div className="list-area">
        <div className="list-column scroll">
          {error !== null ? (
            <Failure error={error} retry={() => void refetch()} />
          ) : data === undefined ? (
            <LoadingRows />
          ) : data.length === 0 ? (
            <Empty title={t('inbox.noRejected')} hint={t('inbox.noRejectedHint')} />
          ) : (
            <RejectedRows rows={data} search={search} change={change} />
          )}
        </div>
        {open !== undefined && <RejectedPanel rejected={open} onClose={() => change({ open: undefined })} />}
      </div>
    </div>
  );
}

/** Reads the refused requests, and adds each new one as it is refused. */
function useRejected() {
  const client = useQueryClient();
  const options = rejectedQuery();
  useChanges({
    onChange: (change) => {
      if (change.__typename !== 'DeliveryRejected') return;
      client.setQueryData(
        options.queryKey,
        (known: RejectedFragment[] | undefined) => known && [change.rejected, ...known].slice(0, KEPT),
      );
    },
    onReturn: () => void client.invalidateQueries({ queryKey: options.queryKey }),
  });
  return useQuery(options);
}

interface RejectedRowsProps extends RejectedListProps {
  readonly rows: readonly RejectedFragment[];
}

function RejectedRows({ rows, search, change }: RejectedRowsProps) {
  const { formats } = useConsole();
  return (
    <ul className="rejected">
      {rows.map(({ id, receivedAt, reason, diagnosis, network, sizeBytes }) => (
        <li key={id} data-open={id === search.open}>
          <a
            href={`/console/inbox${stringifySearch({ view: 'rejected', open: id })}`}
            data-row={id}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              change({ open: id });
            }}
          >
            <Time at={receivedAt} />
            <VerdictChip verdict="REJECTED" />
            <span className="rejected-reason">{reason}</span>
            <span className="soft">{network}</span>
            <span className="soft number">{formats.bytes(sizeBytes)}</span>
            {diagnosis[0] !== undefined && <span className="rejected-diagnosis">{diagnosis[0]}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

interface RejectedPanelProps {
  readonly rejected: RejectedFragment;
  readonly onClose: () => void;
}

function RejectedPanel({ rejected, onClose }: RejectedPanelProps) {
  const { t, formats } = useConsole();
  const { id, receivedAt, reason, diagnosis, network, sizeBytes, mediaType, body } = rejected;
  return (
    <DetailPanel
      title={t('inbox.openRejected', { time: formats.moment(receivedAt) })}
      rowId={id}
      onClose={onClose}
    >
      <div className="panel-chips">
        <VerdictChip verdict="REJECTED" />
      </div>
      <Facts
        lines={[
          [t('inbox.reason'), reason],
          [t('inbox.received'), <Time key="received" at={receivedAt} as="full" />],
          [t('inbox.network'), network],
          [t('inbox.size'), formats.bytes(sizeBytes)],
          [t('inbox.mediaType'), mediaType],
        ]}
      />
      <h3>{t('inbox.diagnosis')}</h3>
      {diagnosis.length === 0 ? (
        <p className="soft">{t('inbox.noDiagnosis')}</p>
      ) : (
        <ul>
          {diagnosis.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {body !== null && <JsonText text={body} label={t('inbox.body')} />}
    </DetailPanel>
  );
}
