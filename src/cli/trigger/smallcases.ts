import { CliError } from '../context.js';
import { beginIntent, playIntent } from './common-steps.js';
import type { Play, PlaySteps } from './play.js';

/** A smallcase of the emulator's catalogue, and one of it that takes subscriptions. */
const SCID = 'SCET_0010';
const FEE_BASED_SCID = 'SCMO_0011';

const BUY = {
  intent: 'TRANSACTION',
  allowDuplicate: true,
  smallcaseOrder: { type: 'BUY', scid: SCID },
} as const;

/** Buys a smallcase: what follows is about the investment that it becomes. */
export const BUY_SMALLCASE: PlaySteps = { ...playIntent(BUY), 'investment known': awaitInvestment };

/** As {@link BUY_SMALLCASE} while the market is closed: the order waits for the opening. */
export const QUEUE_SMALLCASE: PlaySteps = { ...beginIntent(BUY), 'investment known': awaitInvestment };

/** Orders more of the investment, or less. */
export const orderOfInvestment = (type: 'INVESTMORE' | 'REBALANCE' | 'EXIT'): PlaySteps =>
  playIntent(({ iscid }) => ({
    intent: 'TRANSACTION',
    allowDuplicate: true,
    smallcaseOrder: { type, iscid },
  }));

/** Another intent on the investment. */
export const intentOnInvestment = (intent: 'SIP_SETUP' | 'IMR_SETUP' | 'CANCEL_AMO'): PlaySteps =>
  playIntent(({ iscid }) => ({ intent, investment: { iscid } }));

/** Subscribes to a fee-based smallcase. */
export const SUBSCRIBE: PlaySteps = playIntent({
  intent: 'SUBSCRIPTION',
  subscription: { scid: FEE_BASED_SCID },
});

async function awaitInvestment(play: Play): Promise<string> {
  const id = play.transaction.gatewayTransactionId;
  const { transaction } = await play.event(
    'TransactionEvent',
    'the investment',
    ({ transaction: { gatewayTransactionId, provenance, smallcase } }) =>
      gatewayTransactionId === id && provenance === 'CONFIRMED' && smallcase?.iscid != null,
  );
  const { iscid = null, name = null } = transaction.smallcase ?? {};
  if (iscid === null) throw new CliError('the transaction has no investment');
  play.iscid = iscid;
  return `${name ?? SCID} is investment ${iscid}`;
}
