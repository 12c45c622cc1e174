/** What native modules get as `@jest/globals`: the functions of the test file that runs now. */
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test;
export let fdescribe, fit, xdescribe, xit, xtest;

/** The runtime calls this before it imports a test file. Modules that have imported the names see the new functions. */
export function setGlobals(globals) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globals);
  ({ fdescribe, fit, xdescribe, xit, xtest } = globals);
}
