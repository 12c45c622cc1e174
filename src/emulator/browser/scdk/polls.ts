import type { SdkAnswer } from '../shared/messages.js';
import type { Session } from './calls.js';
import { answerOfDetails } from './results.js';

/** How often the SDK reads a transaction without a final state, and how many times (4003 and 4006). */
export const POLL_EVERY_MS = 2_000;
const POLLS = 3;

/** Codes that say that there is no final state yet. */
const OPEN_CODES = [4003, 4006];

/** Reads a transaction again while its answer says that it is open; `answer` stands if it stays so. */
export async function settle(session: Session, transactionId: string, answer: SdkAnswer): Promise<SdkAnswer> {
  if (answer.ok || !OPEN_CODES.includes(answer.error.code)) return answer;
  for (let poll = 0; poll < POLLS; poll++) {
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
    const details = await session.transaction(transactionId).catch(() => null);
    const ended = details === null ? null : answerOfDetails(details);
    if (ended !== null) return ended;
  }
  return answer;
}
