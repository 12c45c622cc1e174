import type { FlowFailure, FlowState } from '@dwar/client';
import { NOTICES, textOfError, textOfFailedLink, textOfRefusal } from '../texts.js';

export type FlowName = 'trade' | 'connect' | 'import';

/** A sentence for the user. */
export interface Notice {
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
}

const DONE = { trade: NOTICES.sent, connect: NOTICES.connected, import: NOTICES.importing };

/** What the user is shown of a flow. */
export function noticeOf(flow: FlowName, state: FlowState<object>): Notice {
  const notice = noticeOfPhase(flow, state);
  const { linkFailure } = state;
  if (linkFailure === undefined) return notice;
  return { ...notice, text: `${notice.text} ${textOfFailedLink(linkFailure.message)}` };
}

function noticeOfPhase(flow: FlowName, state: FlowState<object>): Notice {
  switch (state.phase) {
    case 'idle':
      return { text: '', tone: 'plain' };
    case 'unclear':
      return { text: NOTICES.unclear, tone: 'bad' };
    case 'ready':
      return { text: NOTICES.unfinished, tone: 'plain' };
    case 'confirming':
      return { text: flow === 'trade' ? textOfError(4003, null) : NOTICES.busy, tone: 'plain' };
    case 'placed':
      return { text: textOfError(4006, null), tone: 'plain' };
    case 'done':
      return { text: DONE[flow], tone: 'good' };
    case 'left':
      return { text: textOfError(state.failure.code, state.failure.kind), tone: 'plain' };
    case 'expired':
      return { text: textOfError(1005, null), tone: 'bad' };
    case 'failed':
      return { text: textOfFailure(flow, state.failure), tone: 'bad' };
    default:
      return { text: NOTICES.busy, tone: 'plain' };
  }
}

function textOfFailure(flow: FlowName, { code, kind, message }: FlowFailure): string {
  if (code === 'UNAUTHENTICATED') return NOTICES.signedOut;
  if (code === 'BROKER_ACCOUNT_UNPROVEN') return NOTICES.notConnected;
  if (kind !== null) return textOfError(code, kind);
  return flow === 'connect' ? textOfFailedLink(message) : textOfRefusal(message);
}
