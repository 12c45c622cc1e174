import type { Viewer } from '../../viewer/viewer.js';

/** A call of the emulator's control API, below `/console/emulator/`. */
interface ForwardedCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: string;
  readonly body?: unknown;
}

/**
 * What the console can do with the emulator of `dwar dev`; `app` passes in the implementation of the folder
 * `console`. Each throws FORBIDDEN without the role, and EMULATOR_UNAVAILABLE.
 */
export interface PlayAccess {
  forward(viewer: Viewer, call: ForwardedCall): Promise<{ readonly status: number; readonly text: string }>;
  programme(viewer: Viewer): object;
  /** Throws BAD_REQUEST for an unknown scenario, OVERLOADED while another is played. */
  run(viewer: Viewer, scenario: string): Promise<AsyncGenerator<object>>;
  invariants(viewer: Viewer): Promise<object>;
  webhooks(viewer: Viewer): Promise<object>;
  close(): Promise<void>;
}
