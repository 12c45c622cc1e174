/**
 * In place of the package `http2-wrapper`, of which `got` uses two members, and only for a request with `http2: true`. No
 * request of Dwar is one, and loading the package costs a start a TLS context. The package is loaded if it is used
 * after all.
 */
import { createRequire } from 'node:module';

const load = () => createRequire(import.meta.url)('http2-wrapper');

export default {
  get auto() {
    return load().auto;
  },
  get globalAgent() {
    return load().globalAgent;
  },
};
