import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  type DeliveryFilter,
  type ReplayRunFragment,
  StartReplayDocument,
  StopReplayDocument,
} from '../data/generated/graphql.js';
import { postOperation } from '../data/post-operation.js';
import { type Relative, replayQuery, resolveDeliveryFilter } from '../data/queries.js';
import { Failure, LoadingRows } from '../parts/failure.js';
import { useConsole } from '../shell/console-context.js';
import { Dialog } from '../shell/dialog.js';

interface ReplayDialogProps {
  readonly title: string;
  readonly filter: Relative<DeliveryFilter>;
  readonly onClose: () => void;
}

/** Replays the deliveries of a filter or a selection: a dry run counts, then the run shows its progress. */
export function ReplayDialog({ title, filter, onClose }: ReplayDialogProps) {
  const { t } = useConsole();
  // Both runs get the same moments, so that what is counted is what is played.
  const [resolved] = useState(() => resolveDeliveryFilter(filter));
  const dry = useRun(resolved, true);
  const real = useRun(resolved, false);
  const { start } = dry;
  useEffect(() => start(), [start]);
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="soft">{t('replay.text')}</p>
      {real.run !== null || real.error !== null ? (
        <RunView run={real.run} error={real.error} retry={real.start} onClose={onClose} />
      ) : (
        <DryRunView dry={dry} isStarting={real.isStarting} onStart={real.start} onClose={onClose} />
      )}
    </Dialog>
  );
}

/** One run of the server: started once, then read until it has ended. */
function useRun(filter: DeliveryFilter, isDryRun: boolean) {
  const client = useQueryClient();
  const starting = useMutation({
    mutationFn: async () => (await postOperation(StartReplayDocument, { filter, isDryRun })).startReplay,
  });
  const started = starting.data ?? null;
  const reading = useQuery(replayQuery(started?.state === 'RUNNING' ? started.id : null));
  const run: ReplayRunFragment | null = reading.data ?? started;
  const hasEnded = run !== null && run.state !== 'RUNNING';
  useEffect(() => {
    if (hasEnded && !isDryRun) void client.invalidateQueries({ queryKey: ['deliveries'] });
  }, [hasEnded, isDryRun, client]);
  const { mutate, isPending } = starting;
  return { run, error: starting.error ?? reading.error, isStarting: isPending, start: mutate as () => void };
}

interface DryRunViewProps {
  readonly dry: ReturnType<typeof useRun>;
  readonly isStarting: boolean;
  readonly onStart: () => void;
  readonly onClose: () => void;
}

function DryRunView({ dry, isStarting, onStart, onClose }: DryRunViewProps) {
  const { t } = useConsole();
  if (dry.error !== null) return <Failure error={dry.error} retry={dry.start} />;
  if (dry.run === null || dry.run.state === 'RUNNING')
    return (
      <>
        <p role="status">{t('replay.counting')}</p>
        <LoadingRows rows={2} />
      </>
    );
  const { matched, wouldChange } = dry.run;
  return (
    <>
      <p role="status" className="replay-counts">
        <strong>{t('replay.matched', { count: matched })}</strong>
        <span>{t('replay.wouldChange', { count: wouldChange })}</span>
      </p>
      {matched === 0 && <p>{t('replay.none')}</p>}
      <div className="dialog-actions">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        {matched > 0 && (
          <Button loading={isStarting} onClick={onStart}>
            {t('replay.start', { count: matched })}
          </Button>
        )}
      </div>
    </>
  );
}

interface RunViewProps {
  readonly run: ReplayRunFragment | null;
  readonly error: unknown;
  readonly retry: () => void;
  readonly onClose: () => void;
}

function RunView({ run, error, retry, onClose }: RunViewProps) {
  const { t } = useConsole();
  const client = useQueryClient();
  const stopping = useMutation({
    mutationFn: async (id: string) => (await postOperation(StopReplayDocument, { id })).stopReplay,
    onSuccess: (stopped) => client.setQueryData(replayQuery(stopped.id).queryKey, stopped),
  });
  if (error !== null || run === null) return <Failure error={error} retry={retry} />;
  const { played, matched, wouldChange, failed, state } = run;
  return (
    <>
      <p role="status" className="replay-counts">
        <strong>{t(`replay.state.${state}`)}</strong>
        <span>{t('replay.progress', { played, matched })}</span>
        <span>{t('replay.changed', { count: wouldChange })}</span>
        {failed > 0 && <span>{t('replay.failures', { count: failed })}</span>}
      </p>
      <progress
        className="replay-bar"
        max={Math.max(1, matched)}
        value={played}
        aria-label={t('replay.all')}
      />
      {stopping.error !== null && <p role="alert">{stopping.error.message}</p>}
      <div className="dialog-actions">
        {state === 'RUNNING' ? (
          <Button color="red" loading={stopping.isPending} onClick={() => stopping.mutate(run.id)}>
            {t('replay.stop')}
          </Button>
        ) : (
          <Button onClick={onClose}>{t('close')}</Button>
        )}
      </div>
    </>
  );
}
