import type { Flow, FlowState, GatewaySdk } from '@dwar/client';

/** A flow that components share, and what they pass to it. */
export interface SharedFlow<Shared extends Flow<FlowState<object>>> {
  readonly flow: Shared;
  /** Replaces the SDK: components may pass another one with each render. */
  replaceSdk(sdk: GatewaySdk): void;
  /** Follows the flow until the returned function is called. */
  retain(): () => void;
}

/** Makes the flow of a name. `onDone` is called when it has ended with success. */
export function shareFlow<Shared extends Flow<FlowState<object>>>(
  sdk: GatewaySdk,
  create: (sdk: GatewaySdk) => Shared,
  onDone: () => void,
): SharedFlow<Shared> {
  let current = sdk;
  let users = 0;
  const flow = create({
    trigger: (trigger) => current.trigger(trigger),
    logout: (token) => current.logout(token),
  });
  let wasClosed = false;
  const closeUnused = () => {
    if (users > 0) return;
    flow.close();
    wasClosed = true;
  };
  const resume = async () => {
    await flow.resume().catch(() => undefined);
    closeUnused();
    if (!wasClosed || users === 0) return;
    // The call that was in progress may have begun before the close: then it follows no more.
    wasClosed = false;
    await flow.resume().catch(() => undefined);
    closeUnused();
  };
  let { phase } = flow.state;
  flow.subscribe(() => {
    const before = phase;
    phase = flow.state.phase;
    if (phase === 'done' && before !== 'done') onDone();
    // A step that was in progress when the last component left may follow its transaction again.
    closeUnused();
  });
  return {
    flow,
    replaceSdk(next) {
      current = next;
    },
    retain() {
      users += 1;
      void resume();
      return () => {
        users -= 1;
        closeUnused();
      };
    },
  };
}
