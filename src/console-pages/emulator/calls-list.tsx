import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { callQuery, callsQuery, type ReceivedCall } from '../data/play-api.js';
import { Chip, type Tone } from '../parts/chip.js';
import { DetailPanel, Facts } from '../parts/detail-panel.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { JsonText } from '../parts/json-text.js';
import { Time } from '../parts/time.js';
import { useConsole } from '../shell/console-context.js';
import { prettyJson } from '../inbox/pretty-json.js';
import type { ChangeSearch } from './emulator-page.js';
import type { EmulatorSearch } from './emulator-search.js';
import { RowLink } from './row-link.js';

interface CallsListProps {
  readonly search: EmulatorSearch;
  readonly change: ChangeSearch;
}

/** The calls of Gateway's API that the emulator received, newest first. */
export function CallsList({ search, change }: CallsListProps) {
  const { t } = useConsole();
  const { path = '', open } = search;
  const calls = useQuery({ ...callsQuery(path), placeholderData: keepPreviousData });
  return (
    <>
      <label className="emulator-filter">
        <span>{t('emulator.path')}</span>
        <input
          type="search"
          value={path}
          onChange={({ target }) => change({ path: target.value || undefined })}
        />
      </label>
      <div className="list-area">
        <div className="list-column scroll">
          {calls.error !== null ? (
            <Failure error={calls.error} retry={() => void calls.refetch()} />
          ) : calls.data === undefined ? (
            <LoadingRows />
          ) : calls.data.length === 0 ? (
            <Empty
              title={t('emulator.noCalls')}
              hint={t('emulator.noCallsHint')}
              command="npx dwar trigger buy"
            />
          ) : (
            <ul className="emulator-rows" aria-label={t('emulator.calls')}>
              {calls.data.toReversed().map((call) => (
                <RowLink key={call.id} id={String(call.id)} search={search} change={change}>
                  <CallCells call={call} />
                </RowLink>
              ))}
            </ul>
          )}
        </div>
        {open !== undefined && <CallPanel id={open} onClose={() => change({ open: undefined })} />}
      </div>
    </>
  );
}

function CallCells({ call }: { readonly call: ReceivedCall }) {
  const { formats } = useConsole();
  return (
    <>
      <Time at={call.at} as="timeMs" />
      <CallStatus status={call.status} />
      <code className="emulator-path">
        {call.method} {call.path}
      </code>
      {call.durationMs !== null && <span className="soft number">{formats.span(call.durationMs)}</span>}
    </>
  );
}

/** The status of an answer, or that there is none. */
export function CallStatus({ status }: { readonly status: number | null }) {
  const { t } = useConsole();
  const tone: Tone = status === null ? 'warn' : status < 400 ? 'good' : 'bad';
  return <Chip tone={tone}>{status === null ? t('emulator.noStatus') : String(status)}</Chip>;
}

function CallPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t, formats } = useConsole();
  const { data: call, error, refetch } = useQuery(callQuery(id));
  const title = t('emulator.call', { method: call?.method ?? '', id });
  return (
    <DetailPanel title={title} rowId={id} onClose={onClose}>
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : call === undefined ? (
        <LoadingRows rows={4} />
      ) : (
        <>
          <Facts
            lines={[
              [t('emulator.pathOf'), <code key="path">{call.path}</code>],
              [t('emulator.status'), <CallStatus key="status" status={call.status} />],
              [t('emulator.at'), <Time key="at" at={call.at} as="full" />],
              [t('emulator.took'), call.durationMs === null ? null : formats.span(call.durationMs)],
              [t('emulator.transaction'), call.transactionId],
              [t('emulator.query'), call.bodies?.query],
            ]}
          />
          {call.bodies === null && <p className="soft">{t('emulator.noBodies')}</p>}
          <Said title={t('emulator.request')} text={call.bodies?.request ?? null} />
          <Said title={t('emulator.answer')} text={call.bodies?.answer ?? null} />
        </>
      )}
    </DetailPanel>
  );
}

function Said({ title, text }: { readonly title: string; readonly text: string | null }) {
  if (text === null) return null;
  return (
    <>
      <h3>{title}</h3>
      <JsonText text={prettyJson(text)} label={title} />
    </>
  );
}
