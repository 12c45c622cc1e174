import type { PageMessage, SdkAnswer } from '../shared/messages.js';
import { offeredBrokers } from './brokers.js';
import type { Broker, Session, TransactionDetails } from './calls.js';
import { answerOf, type SdkCode } from './errors.js';
import { BrokerFrame } from './frame.js';
import { Overlay } from './overlay.js';
import { POLL_EVERY_MS, settle } from './polls.js';
import { answerOfDetails } from './results.js';
import type { Settings } from './settings.js';

/** One transaction to play, in the session it is triggered with. */
export interface FlowInput {
  readonly settings: Settings;
  readonly session: Session;
  readonly transactionId: string;
  readonly brokers: readonly string[];
  readonly isAmoEnabled: boolean;
  /** The account last logged in to at each broker; a login is added. */
  readonly logins: Map<string, string>;
}

/** Plays a transaction to the answer of the SDK. Throws what a call throws. */
export async function play(input: FlowInput): Promise<SdkAnswer> {
  const { session, settings, transactionId } = input;
  const data = await session.open();
  const details = await session.transaction(transactionId);
  if (details.status !== 'INITIALIZED' || details.expired) return answerOf(3001);
  const needsBroker = details.intent !== 'MF_HOLDINGS_IMPORT';
  const offered = needsBroker ? offeredBrokers(data, details.intent, input.brokers) : [];
  if (needsBroker && offered.length === 0) return report(input, 1008);
  if (settings.autoToken !== null) {
    const answer = await session.complete(transactionId, offered[0]?.key ?? null, settings.autoToken);
    return settle(session, transactionId, answer);
  }
  return new Flow(input, offered).run();
}

/** Ends the transaction with a code of the SDK; if it has ended in another way, that is the answer. */
async function report({ session, transactionId }: FlowInput, code: SdkCode): Promise<SdkAnswer> {
  const answer = answerOf(code);
  const message = answer.ok ? '' : answer.error.message;
  const isMarked = await session.markErrored(transactionId, code, message).catch(() => true);
  if (isMarked) return answer;
  const ended = answerOfDetails(await session.transaction(transactionId));
  return ended ?? settle(session, transactionId, answerOf(4003));
}

/** Where the user is. What closing means depends on it (section 18.3). */
type Stage = 'chooser' | 'login' | 'review' | 'leaving' | 'sent' | 'ended';

/** A flow in the overlay. Its first answer ends it. */
class Flow {
  private stage: Stage = 'chooser';
  private readonly overlay: Overlay;
  private frame: BrokerFrame | null = null;
  private isReady = false;
  private end: (answer: SdkAnswer | Promise<SdkAnswer>) => void = () => undefined;

  constructor(
    private readonly input: FlowInput,
    private readonly offered: readonly Broker[],
  ) {
    this.overlay = new Overlay(() => this.leave());
  }

  async run(): Promise<SdkAnswer> {
    const answered = new Promise<SdkAnswer>((resolve) => {
      this.end = (answer) => {
        if (this.stage === 'ended') return;
        this.stage = 'ended';
        resolve(answer);
      };
    });
    const watch = setInterval(() => this.look(), POLL_EVERY_MS);
    try {
      const [only] = this.offered;
      if (this.offered.length <= 1) this.showBroker(only ?? null);
      else
        this.overlay.showChooser(this.offered, {
          onChosen: (broker) => this.showBroker(broker),
          onNewAccount: () => this.end(report(this.input, 1007)),
        });
      return await answered;
    } finally {
      clearInterval(watch);
      this.frame?.close();
      this.overlay.close();
    }
  }

  private showBroker(broker: Broker | null): void {
    const { settings, transactionId, isAmoEnabled, logins } = this.input;
    this.stage = 'login';
    this.frame = new BrokerFrame({
      emulator: settings.emulator,
      transactionId,
      broker: broker?.key ?? null,
      account: logins.get(broker?.key ?? '') ?? null,
      isAmoEnabled,
      onMessage: (message) => this.hear(message),
    });
    this.overlay.showFrame(broker?.name ?? 'Mutual funds', this.frame.element);
  }

  private hear(message: PageMessage): void {
    if (this.stage === 'ended') return;
    switch (message.type) {
      case 'ready':
        // Section 18.3: the order window was reloaded.
        if (this.isReady) this.end(report(this.input, 1005));
        this.isReady = true;
        return;
      case 'logged-in':
        this.stage = 'review';
        this.input.logins.set(message.broker, message.account);
        return;
      case 'sent':
        this.stage = 'sent';
        return;
      case 'close-requested':
        this.leave();
        return;
      case 'answer':
        this.take(message.answer);
        return;
    }
  }

  private take(answer: SdkAnswer): void {
    if (!answer.ok) this.overlay.showWaiting();
    this.end(settle(this.input.session, this.input.transactionId, answer));
  }

  private isEnded(): boolean {
    return this.stage === 'ended';
  }

  private leave(): void {
    if (this.stage === 'chooser') this.end(report(this.input, 1010));
    else if (this.stage === 'login') this.end(report(this.input, 1011));
    else if (this.stage === 'sent') this.take(answerOf(4003));
    else if (this.stage === 'review') {
      this.stage = 'leaving';
      this.frame?.send({ type: 'leave' });
    }
  }

  /** Notices a transaction that was completed elsewhere, by a test for example, or that has expired. */
  private async look(): Promise<void> {
    const { session, transactionId } = this.input;
    const hasAnswerAhead = this.stage === 'sent' || this.stage === 'leaving' || this.stage === 'ended';
    if (hasAnswerAhead) return;
    const details = await session.transaction(transactionId).catch(() => null);
    if (details === null || this.isEnded()) return;
    if (details.expired) this.end(report(this.input, 1005));
    else if (details.status !== 'INITIALIZED') this.take(openOrEnded(details));
  }
}

function openOrEnded(details: TransactionDetails): SdkAnswer {
  return answerOfDetails(details) ?? { ok: false, error: { code: 4006, message: 'order_pending' } };
}
