import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes `N passed, N failed` (and `, N skipped` if any were) to the file named by TEST_COUNTS_FILE, for `.ci/run` to print; what
 * is there from an earlier run is added. A test file that could not run at all counts as one failure. Does nothing when the variable is
 * not set.
 */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.TEST_COUNTS_FILE;
    if (file === undefined || file === '') return;
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const had = (what) => Number(new RegExp(`(\\d+) ${what}`).exec(before)?.[1] ?? 0);
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results;
    const passed = had('passed') + numPassedTests;
    const failed = had('failed') + numFailedTests + numRuntimeErrorTestSuites;
    const skipped = had('skipped') + numPendingTests + numTodoTests;
    writeFileSync(file, `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`);
  }
}
