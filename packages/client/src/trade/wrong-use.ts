import type { FlowState } from './states.js';

/** What an app has to do in a phase in which it called `start` for something else. */
const NEXT: Readonly<Record<string, string>> = {
  unclear: 'call retry(), or reset() to give it up',
  duplicate: 'ask the user, then call confirmDuplicate() or reset()',
  ready: 'call retry() to open the SDK, or reset() to give it up',
  expired: 'have the user check the orders at the broker, then call reset()',
};

/** The error of a start while another flow has not ended. */
export function inProgress(name: string, { phase }: FlowState<object>): Error {
  const next = NEXT[phase] ?? 'wait until its phase is done, left, failed or placed';
  return new Error(`start: another ${name} is in progress (phase ${phase}): ${next}`);
}

/** Throws a TypeError that names what is missing. */
export function checkParts(name: string, client: unknown, sdk: unknown): void {
  const has = (value: unknown, ...methods: readonly string[]) =>
    methods.every((method) => typeof (value as Record<string, unknown> | null)?.[method] === 'function');
  if (!has(client, 'query', 'mutate', 'subscribe'))
    throw new TypeError(`${name}: the first argument must be a client: pass createDwarClient({ … })`);
  if (!has(sdk, 'trigger'))
    throw new TypeError(
      `${name}: the second argument must be an SDK: pass scdkSdk({ load: loadScDK }) of @dwar/client/scdk, ` +
        'or nativeSdk(SmallcaseGateway) of @dwar/client/react-native',
    );
}
