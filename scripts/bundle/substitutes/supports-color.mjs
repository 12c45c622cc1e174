/**
 * In place of the package `supports-color`, which `debug` takes for its colours where it is installed, as it is in a
 * checkout and not in production.
 */
export const level = 0;
