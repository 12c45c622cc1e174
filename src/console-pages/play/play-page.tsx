import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type EmulatorState, emulatorStateQuery, type Programme, programmeQuery } from '../data/play-api.js';
import { useDocumentTitle } from '../grid/live-screen.js';
import { Empty, Failure, LoadingRows } from '../parts/failure.js';
import { useConsole, useSession } from '../shell/console-context.js';
import type { Counted } from './play-search.js';
import { ChaosCard } from './chaos-card.js';
import { Counters } from './counters.js';
import { GuaranteePanel } from './guarantee-panel.js';
import { Runs } from './runs-list.js';
import { useRuns } from './runs.js';
import { Scenarios } from './scenarios.js';
import '../messages/add-play.js';
import './play.css';

const route = getRouteApi('/play');

/** Scenarios to play against the emulator, what may misbehave meanwhile, and what must hold all the same. */
export function PlayPage() {
  const { t } = useConsole();
  const { isDevelopment, roles } = useSession();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const isAllowed = isDevelopment && roles.includes('OPERATOR');
  useDocumentTitle(t('play.title'));
  if (!isAllowed) return <Empty title={t('play.notHere')} hint={t('play.notHereHint')} />;
  return (
    <div className="screen">
      <div className="screen-head">
        <h1>{t('play.title')}</h1>
      </div>
      <div className="list-area">
        <div className="list-column scroll">
          <PlayBody open={open} />
        </div>
        {open !== undefined && (
          <GuaranteePanel name={open} onClose={() => void navigate({ search: {}, replace: true })} />
        )}
      </div>
    </div>
  );
}

function PlayBody({ open }: { readonly open: Counted | undefined }) {
  const state = useQuery(emulatorStateQuery());
  const programme = useQuery(programmeQuery());
  const error = state.error ?? programme.error;
  const readAgain = () => void Promise.all([state.refetch(), programme.refetch()]);
  if (error !== null) return <Failure error={error} retry={readAgain} />;
  if (state.data === undefined || programme.data === undefined) return <LoadingRows />;
  return <Playground state={state.data} programme={programme.data} open={open} />;
}

interface PlaygroundProps {
  readonly state: EmulatorState;
  readonly programme: Programme;
  readonly open: Counted | undefined;
}

function Playground({ state, programme, open }: PlaygroundProps) {
  const { runs, isRunning, start } = useRuns();
  return (
    <div className="play">
      <ChaosCard state={state} broker={programme.broker} />
      <Counters open={open} />
      <div className="play-halves">
        <Scenarios programme={programme} isRunning={isRunning} onPlay={start} />
        <Runs runs={runs} />
      </div>
    </div>
  );
}
