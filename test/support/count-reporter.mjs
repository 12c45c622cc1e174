import { appendFileSync } from 'node:fs';

/**
 * Adds a line `passed failed skipped` to the file named by TEST_COUNTS_FILE, for `.ci/run` to sum up. A test file that could not run at
 * all counts as one failure. Does nothing when the variable is not set. Prints the tests that passed at their second attempt only.
 */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    for (const { testFilePath, testResults } of results.testResults)
      for (const { fullName, invocations, status } of testResults)
        if (invocations > 1 && status === 'passed')
          process.stderr.write(`Passed at the second attempt: ${testFilePath}: ${fullName}\n`);
    const file = process.env.TEST_COUNTS_FILE;
    if (file === undefined || file === '') return;
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    appendFileSync(file, `${numPassedTests} ${failed} ${numPendingTests + numTodoTests}\n`);
  }
}
