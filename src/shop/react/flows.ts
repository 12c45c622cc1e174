import type { FlowState, TradeInput } from '@dwar/client';
import { useConnectBroker, useHoldingsImport, useTrade } from '@dwar/react';
import { useState } from 'react';
import { NOTICES } from '../texts.js';
import { type FlowName, type Notice, noticeOf } from './notice.js';

export type Securities = NonNullable<TradeInput['securities']>;

/**
 * The three flows of the page, of which one is shown: that in progress, or else the latest. The SDK serves
 * one at a time, so no other starts while one is in progress.
 */
export function useShopFlows(viewerId: string) {
  const options = { scope: viewerId };
  const trade = useTrade(options);
  const connect = useConnectBroker(options);
  const holdings = useHoldingsImport(options);
  const [latest, setLatest] = useState<FlowName>('trade');
  const [said, say] = useState<Notice | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const flows = { trade, connect, import: holdings };
  const inProgress = NAMES.find((each) => isInProgress(each, flows[each].state));
  const name = inProgress ?? latest;
  // A flow that a reload has interrupted is in progress while it is looked up. How it ended is shown too.
  if (name !== latest) setLatest(name);
  const flow = flows[name];

  const play = (started: FlowName, start: () => Promise<unknown>) => {
    setLatest(started);
    say(null);
    setPlaying(true);
    start()
      .catch((error: Error) => say({ text: error.message, tone: 'bad' }))
      .finally(() => setPlaying(false));
  };
  return {
    flow,
    notice: said ?? noticeOf(name, flow.state),
    // A webhook may end a flow while the SDK is still open.
    isBusy: isPlaying || inProgress !== undefined,
    /** The transaction of the trade once it has placed orders. */
    orderedBy:
      trade.state.phase === 'placed' || trade.state.phase === 'done' ? trade.state.transaction.id : null,
    say,
    order: (securities: Securities) =>
      play('trade', () => trade.start({ intent: 'TRANSACTION', securities })),
    connect: () => play('connect', () => connect.connect()),
    importHoldings: () => play('import', () => holdings.start({})),
    retry: () => play(name, flow.retry),
    confirmDuplicate: () => play(name, flow.confirmDuplicate),
    declineDuplicate() {
      flow.reset();
      say({ text: NOTICES.notOrdered, tone: 'plain' });
    },
    startOver() {
      flow.reset();
      say(null);
    },
  };
}

const NAMES: readonly FlowName[] = ['trade', 'connect', 'import'];

function isInProgress(name: FlowName, state: FlowState<object>): boolean {
  if (state.phase === 'expired') return state.orderMayExist;
  // Holdings may arrive later, and order nothing.
  if (state.phase === 'confirming') return name !== 'import';
  return !['idle', 'placed', 'done', 'left', 'failed'].includes(state.phase);
}
