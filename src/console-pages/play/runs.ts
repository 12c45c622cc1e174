import { useQuery, useQueryClient } from '@tanstack/react-query';
import { playScenario } from '../data/play-api.js';

/** A step as the page shows it. Times are milliseconds since the first step began. */
export interface StepLine {
  readonly kind: 'running' | 'done' | 'failed';
  readonly title: string;
  readonly startedAtMs: number;
  readonly durationMs?: number;
  readonly detail?: string;
  readonly message?: string;
  readonly hint?: string | null;
}

/** An object with its id here and at Gateway. */
export interface Made {
  readonly id: string;
  readonly gatewayId: string;
}

/** One run of a scenario. */
export interface Run {
  readonly number: number;
  readonly scenario: string;
  readonly seed: string | null;
  readonly command: string | null;
  readonly steps: readonly StepLine[];
  readonly transaction: Made | null;
  readonly orders: readonly Made[];
  readonly state: 'running' | 'ok' | 'failed';
  /** Why it could not be played or was broken off; null where its steps say it. */
  readonly problem: string | null;
}

type Line =
  | StepLine
  | { readonly kind: 'start'; readonly seed: string; readonly command: string }
  | { readonly kind: 'made'; readonly transaction: Made | null; readonly orders: readonly Made[] }
  | { readonly kind: 'end'; readonly isOk: boolean };

/** Runs that are kept. */
const KEPT = 10;
const KEY = ['play', 'runs'];

/**
 * The newest runs of this tab, newest first, and what begins another one. They stay while other screens are
 * open.
 */
export function useRuns(): {
  readonly runs: readonly Run[];
  readonly isRunning: boolean;
  readonly start: (scenario: string) => void;
} {
  const client = useQueryClient();
  const { data: runs } = useQuery<readonly Run[]>({
    queryKey: KEY,
    queryFn: () => [],
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const isRunning = runs.some(({ state }) => state === 'running');
  const start = (scenario: string) => {
    if (isRunning) return;
    const number = (runs[0]?.number ?? 0) + 1;
    const change = (next: (run: Run) => Run) =>
      client.setQueryData<readonly Run[]>(KEY, (known = []) =>
        known.map((run) => (run.number === number ? next(run) : run)),
      );
    client.setQueryData<readonly Run[]>(KEY, [newRun(number, scenario), ...runs].slice(0, KEPT));
    void playScenario(scenario, (line) => change((run) => withLine(run, line as Line)))
      .then(() => change(brokenOff))
      .catch((error: unknown) =>
        change((run) => ({
          ...run,
          state: 'failed',
          problem: error instanceof Error ? error.message : String(error),
        })),
      );
  };
  return { runs, isRunning, start };
}

function newRun(number: number, scenario: string): Run {
  return {
    number,
    scenario,
    seed: null,
    command: null,
    steps: [],
    transaction: null,
    orders: [],
    state: 'running',
    problem: null,
  };
}

/** A run whose lines have ended before its end came. */
function brokenOff(run: Run): Run {
  return run.state === 'running' ? { ...run, state: 'failed', problem: 'The run was broken off.' } : run;
}

/** A run with one more line. */
export function withLine(run: Run, line: Line): Run {
  switch (line.kind) {
    case 'start':
      return { ...run, seed: line.seed, command: line.command };
    case 'made':
      return { ...run, transaction: line.transaction ?? run.transaction, orders: line.orders };
    case 'end':
      return { ...run, state: line.isOk ? 'ok' : 'failed' };
    case 'running':
      return { ...run, steps: [...run.steps, line] };
    default:
      return { ...run, steps: [...run.steps.filter(({ kind }) => kind !== 'running'), line] };
  }
}
