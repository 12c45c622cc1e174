import { Worker } from 'node:worker_threads';
import { PACKAGE_ROOT } from './built/package-root.js';

/** Why a job has no answer: it waits behind too many others, took too long, or its thread has ended. */
export class NoAnswer extends Error {
  constructor(
    readonly reason: 'busy' | 'late' | 'ended',
    options?: { readonly cause?: unknown },
  ) {
    super(`a worker thread gave no answer: ${reason}`, options);
    this.name = 'NoAnswer';
  }
}

export interface WorkerThreadOptions {
  /**
   * The built file of the thread below the folder of the build, such as `webhooks/verify-worker.js`. It
   * answers each message with one.
   */
  readonly file: string;
  /** Largest heap of the thread, in MiB. A thread that needs more ends; the process survives. */
  readonly heapMb: number;
  /** Longest time of one job, in milliseconds; its thread is ended then. */
  readonly timeoutMs: number;
  /** Most jobs that wait behind the one in hand. */
  readonly maxWaiting: number;
}

/** A thread that has had nothing to do for so long is ended, and its memory given back. */
const IDLE_MS = 10_000;

interface Pending<Job, Answer> {
  readonly job: Job;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: NoAnswer) => void;
}

/**
 * One thread for work that would hold the event loop for long, one job at a time. It starts with the first
 * job, and again after it has ended. Jobs and answers are copied between the threads, so an answer must be
 * small.
 */
export class WorkerThread<Job, Answer> {
  readonly #waiting: Pending<Job, Answer>[] = [];
  #inHand: Pending<Job, Answer> | undefined;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(private readonly options: WorkerThreadOptions) {}

  /** Throws {@link NoAnswer}. */
  run(job: Job): Promise<Answer> {
    if (this.#isClosed) return Promise.reject(new NoAnswer('ended'));
    if (this.#waiting.length >= this.options.maxWaiting) return Promise.reject(new NoAnswer('busy'));
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.push({ job, resolve, reject });
      if (this.#inHand === undefined) this.#next();
    });
  }

  /** Ends the thread; jobs that wait get no answer. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new NoAnswer('ended'));
    await this.#end(new NoAnswer('ended'));
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#inHand = this.#waiting.shift();
    if (this.#inHand === undefined) {
      this.#timer = setTimeout(() => void this.#end(), IDLE_MS).unref();
      return;
    }
    this.#timer = setTimeout(() => void this.#end(new NoAnswer('late')), this.options.timeoutMs);
    this.#worker ??= this.#start();
    this.#worker.postMessage(this.#inHand.job);
  }

  #start(): Worker {
    const { file, heapMb } = this.options;
    // A thread runs what was built, also when the sources run in a test.
    const worker = new Worker(new URL(`dist/${file}`, PACKAGE_ROOT), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    worker.unref();
    worker.on('message', (answer: Answer) => {
      this.#inHand?.resolve(answer);
      this.#next();
    });
    worker.on('error', (cause) => void this.#end(new NoAnswer('ended', { cause }), worker));
    worker.on('exit', () => void this.#end(new NoAnswer('ended'), worker));
    return worker;
  }

  /** Ends the current thread unless it is no longer `which`. Waiting jobs continue on a new thread. */
  async #end(why?: NoAnswer, which: Worker | undefined = this.#worker): Promise<void> {
    if (which === undefined || which !== this.#worker) return;
    this.#worker = undefined;
    clearTimeout(this.#timer);
    const unanswered = this.#inHand;
    this.#inHand = undefined;
    if (why !== undefined) unanswered?.reject(why);
    if (!this.#isClosed && this.#waiting.length > 0) this.#next();
    await which.terminate();
  }
}
