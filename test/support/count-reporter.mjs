import { appendFileSync } from 'node:fs';

/**
 * Adds a line `passed failed skipped` to the file named by TEST_COUNTS_FILE, for `.ci/run` to sum up. A test file that could not run at
 * all counts as one failure. Does nothing when the variable is not set.
 */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.TEST_COUNTS_FILE;
    if (file === undefined || file === '') return;
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    appendFileSync(file, `${numPassedTests} ${failed} ${numPendingTests + numTodoTests}\n`);
  }
}
