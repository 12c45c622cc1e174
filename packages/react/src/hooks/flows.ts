import {
  type Connect,
  createConnect,
  createHoldingsImport,
  createMutualFundImport,
  createTrade,
  type Flow,
  type FlowOptions,
  type FlowState,
  type GatewaySdk,
  type HoldingsImport,
  type MutualFundImport,
  type StartableFlow,
  type Trade,
  type TradeClient,
} from '@dwar/client';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useDwar } from '../session/context.js';

/** Settings of a flow. All but `sdk` count when the flow of a scope is used first. */
export interface UseFlowOptions extends Pick<FlowOptions, 'keyStore' | 'clock'> {
  /** Gateway's SDK. Default: that of the provider. */
  readonly sdk?: GatewaySdk;
  /**
   * Names the flow: components with the same scope share it. It must contain the id of the signed-in user if
   * several use the page. Default: `default`.
   */
  readonly scope?: string;
}

/** A flow as a component sees it: its state in this render, and functions that stay the same. */
export type FlowView<Shared> = Readonly<Omit<Shared, 'subscribe' | 'close' | 'resume'>>;

/**
 * A trade: from a press of a button to the orders that Dwar has confirmed. One press is one transaction, over
 * double clicks, lost networks, unmounted components and reloads.
 */
export function useTrade(options: UseFlowOptions = {}): FlowView<Trade> {
  return useFlow('useTrade', createTrade, viewOfStartable, options);
}

/**
 * Links a broker account: `connect` opens the SDK. When it is done, the viewer and the holdings are read
 * again.
 */
export function useConnectBroker(options: UseFlowOptions = {}): FlowView<Connect> {
  return useFlow('useConnectBroker', createConnect, viewOfConnect, options);
}

/** Imports the holdings of a broker account by the SDK. */
export function useHoldingsImport(options: UseFlowOptions = {}): FlowView<HoldingsImport> {
  return useFlow('useHoldingsImport', createHoldingsImport, viewOfStartable, options);
}

/** Imports mutual funds by PAN in the SDK. */
export function useMutualFundImport(options: UseFlowOptions = {}): FlowView<MutualFundImport> {
  return useFlow('useMutualFundImport', createMutualFundImport, viewOfStartable, options);
}

/** `view` must be the same function in each render. */
function useFlow<Shared extends Flow<FlowState<object>>>(
  hook: string,
  create: (client: TradeClient, sdk: GatewaySdk, options: FlowOptions) => Shared,
  view: (flow: Shared, state: Shared['state']) => FlowView<Shared>,
  { sdk: own, scope = 'default', ...settings }: UseFlowOptions,
): FlowView<Shared> {
  const { session, sdk: given } = useDwar(hook);
  const sdk = own ?? given;
  if (sdk === null) throw missingSdk(hook);
  const shared = session.flow(`${hook}:${scope}`, sdk, (current) =>
    create(session.client, current, { ...settings, scope }),
  );
  const { flow } = shared;
  useEffect(() => shared.replaceSdk(sdk), [shared, sdk]);
  useEffect(() => shared.retain(), [shared]);
  const state: Shared['state'] = useSyncExternalStore(flow.subscribe, () => flow.state, idle);
  return useMemo(() => view(flow, state), [view, flow, state]);
}

const IDLE = { phase: 'idle' } as const;

/** On a server, and before the page is hydrated. */
function idle(): typeof IDLE {
  return IDLE;
}

function viewOfStartable<State, Input>(
  flow: StartableFlow<State, Input>,
  state: State,
): FlowView<StartableFlow<State, Input>> {
  return { start: flow.start, ...commonOf(flow), state };
}

function viewOfConnect(flow: Connect, state: Connect['state']): FlowView<Connect> {
  return { connect: flow.connect, ...commonOf(flow), state };
}

function commonOf<State>({ retry, confirmDuplicate, reset, idempotencyKey }: Flow<State>) {
  return { retry, confirmDuplicate, reset, idempotencyKey };
}

function missingSdk(hook: string): Error {
  return new Error(
    `${hook}: there is no SDK. Pass it to the provider, <DwarProvider client={client} sdk={sdk}>, or to ` +
      `the hook, ${hook}({ sdk }): scdkSdk({ load: loadScDK }) of @dwar/client/scdk in browsers, ` +
      'nativeSdk(SmallcaseGateway) of @dwar/client/react-native in React Native.',
  );
}
