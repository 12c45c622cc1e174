/** How long the process may live on. Jest writes its results meanwhile. */
const WAIT_MS = Number(process.env.TEST_END_AFTER_MS ?? 5_000);

/**
 * Ends the process of a run without workers if something that a test left open keeps it alive. Jest waits for that without a
 * limit. The exit code is that of the run.
 */
export default class EndReporter {
  #isWatching;

  constructor({ watch, watchAll }) {
    this.#isWatching = watch || watchAll;
  }

  onRunComplete() {
    if (this.#isWatching) return;
    const end = () => {
      process.stderr.write(`Still open after the tests: ${process.getActiveResourcesInfo().join(', ')}\n`);
      process.exit();
    };
    setTimeout(end, WAIT_MS).unref();
  }
}
