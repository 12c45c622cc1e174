import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { rememberProcess } from './process-state.mjs';

/** The environment of `runtime.mjs`: the real globals, which are restored after each test file. */
export default class NativeEnvironment {
  global = globalThis;
  fakeTimers = null;
  moduleMocker = new ModuleMocker(globalThis);
  #restoreProcess = rememberProcess();

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    this.#restoreProcess();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Jest demands this function, but only its own runtime needs what it returns. */
  getVmContext() {
    return null;
  }
}
