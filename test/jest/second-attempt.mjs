import { jest } from '@jest/globals';

/**
 * On CI a test that fails is run a second time, at the end of its block: with 9,000 tests on two busy cores, one that
 * waits for a browser or another process fails now and then by chance. The first failure is printed, and the
 * reporter of counts lists these tests.
 */
if (process.env.CI === 'true') jest.retryTimes(1, { logErrorsBeforeRetry: true });
