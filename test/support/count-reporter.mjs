import { writeFileSync } from 'node:fs';

/**
 * Writes `N passed, N failed` (and `, N skipped` if any were) to the file named by TEST_COUNTS_FILE, for `.ci/run` to print.
 * A test file that could not run at all counts as one failure. Does nothing when the variable is not set.
 */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.TEST_COUNTS_FILE;
    if (file === undefined || file === '') return;
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results;
    const skipped = numPendingTests + numTodoTests;
    const counts = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`;
    writeFileSync(file, `${counts}${skipped === 0 ? '' : `, ${skipped} skipped`}\n`);
  }
}
