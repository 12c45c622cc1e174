import type { CliContext } from './context.js';

/**
 * One step of a command, shown as it runs; `run` returns its result in a few words. How far it has come is
 * shown on a terminal only.
 */
export interface Step {
  readonly title: string;
  run(report: (progress: string) => void): Promise<string>;
}

/** A finished step, with its start relative to the first step and its duration. */
export interface DoneStep {
  readonly step: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly detail: string;
}

/** Measures the steps of one run. */
export interface Stopwatch {
  /** Milliseconds since the first step began. */
  elapsed(): number;
}

/** Starts measuring. */
export function startStopwatch(): Stopwatch {
  const startedAt = performance.now();
  return { elapsed: () => Math.round(performance.now() - startedAt) };
}

/**
 * Runs steps one after another and shows each: animated on a terminal, otherwise as one line, not at all when
 * `isQuiet`. Throws what a step throws; later steps then do not run.
 */
export async function playSteps(
  context: CliContext,
  steps: readonly Step[],
  isQuiet: boolean,
): Promise<readonly DoneStep[]> {
  const stopwatch = startStopwatch();
  if (isQuiet) return playEach(steps, stopwatch, () => {});
  if (context.isTerminal) return playOnTerminal(steps, stopwatch);
  return playEach(steps, stopwatch, (line) => context.out(line));
}

async function playEach(
  steps: readonly Step[],
  stopwatch: Stopwatch,
  show: (line: string) => void,
): Promise<DoneStep[]> {
  const done: DoneStep[] = [];
  for (const step of steps) {
    const result = await timed(step, stopwatch).catch((error: unknown) => {
      show(`failed  ${step.title}`);
      throw error;
    });
    show(`ok  ${describeStep(result)}`);
    done.push(result);
  }
  return done;
}

async function playOnTerminal(steps: readonly Step[], stopwatch: Stopwatch): Promise<DoneStep[]> {
  const { Listr } = await import('listr2');
  const done: DoneStep[] = [];
  const tasks = steps.map((step) => ({
    title: step.title,
    task: async (_: unknown, task: { title?: string; output?: string }) => {
      const result = await timed(step, stopwatch, (progress) => {
        task.output = progress;
      });
      task.title = describeStep(result);
      done.push(result);
    },
  }));
  // The caller reports the error; Listr only marks the step.
  await new Listr(tasks, { rendererOptions: { showErrorMessage: false } }).run();
  return done;
}

async function timed(
  step: Step,
  stopwatch: Stopwatch,
  report: (progress: string) => void = () => {},
): Promise<DoneStep> {
  const startedAtMs = stopwatch.elapsed();
  const detail = await step.run(report);
  return { step: step.title, startedAtMs, durationMs: stopwatch.elapsed() - startedAtMs, detail };
}

function describeStep(done: DoneStep): string {
  const start = `+${done.startedAtMs} ms`.padStart(9);
  const duration = `${done.durationMs} ms`.padStart(8);
  return `${start} ${duration}  ${done.step}: ${done.detail}`;
}
