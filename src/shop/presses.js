import { NOTICES, textOfError, textOfFailedLink, textOfProgress, textOfRefusal } from './texts.js';
import { create, link, lookUp, newPress, report, trigger } from './trade.js';
import { forgetPress, keepPress, keptPress } from './unfinished.js';
import * as view from './view.js';

const { say } = view;

/** Codes after which the outcome is open, and no problem yet. */
const OPEN_CODES = [4003, 4006];

/**
 * Plays presses to their ends, one at a time. `onBusy` is called with true before a press and false after it,
 * `onOrdered` when an order was sent, `onEnd` after each press.
 */
export function createPresses(dwar, viewerId, { onBusy, onOrdered, onEnd }) {
  let isBusy = false;

  async function play(press, isRepeated = false) {
    if (isBusy) return;
    isBusy = true;
    onBusy(true);
    view.offerRepeat(null);
    say(NOTICES.busy);
    keepPress(viewerId, press);
    try {
      const isOpen = await playOnce(press, isRepeated);
      if (!isOpen) forgetPress(viewerId);
    } catch (error) {
      say(error.code === 'UNAUTHENTICATED' ? NOTICES.signedOut : error.message, 'bad');
    } finally {
      isBusy = false;
      onBusy(false);
      onEnd();
    }
  }

  /** Returns true if the press has not ended: the user may repeat it. */
  async function playOnce(press, isRepeated) {
    const { transaction, repeat, duplicate, failure } = await create(dwar, press);
    if (repeat) return offer(press, NOTICES.unclear, 'bad');
    if (failure) return say(textOfRefusal(failure), 'bad');
    if (duplicate) return askAboutDuplicate(press);
    const progress = isRepeated ? await lookUp(dwar, transaction) : { isOpen: true };
    if (progress === null) return offer(press, NOTICES.unclear, 'bad');
    if (!progress.isOpen) return say(...textOfProgress(progress));
    if (isRepeated === 'by a reload') return offer(press, NOTICES.unfinished);
    const answer = await trigger(dwar, transaction);
    if (answer.repeat) return offer(press, NOTICES.unclear, 'bad');
    view.showAnswer(answer);
    await finish(press, transaction, answer);
  }

  async function askAboutDuplicate(press) {
    if (!(await view.askAboutDuplicate())) return say(NOTICES.notOrdered);
    const confirmed = { ...newPress(press.input), allowDuplicate: true };
    keepPress(viewerId, confirmed);
    return playOnce(confirmed, false);
  }

  async function finish({ input }, transaction, answer) {
    const { kind, linkFailure } = await report(dwar, transaction, answer);
    await sayOutcome(input, answer, kind);
    if (linkFailure !== null) view.sayAlso(textOfFailedLink(linkFailure.message));
  }

  function sayOutcome(input, { error, value }, kind) {
    if (error) {
      const isProblem = kind !== 'USER_CHOICE' && !OPEN_CODES.includes(error.code);
      return say(textOfError(error.code, kind), isProblem ? 'bad' : 'plain');
    }
    if (input.intent === 'CONNECT') return finishConnect(value);
    if (input.intent === 'HOLDINGS_IMPORT') return say(NOTICES.importing, 'good');
    onOrdered();
    say(NOTICES.sent, 'good');
  }

  async function finishConnect({ smallcaseAuthToken }) {
    const problem = await link(dwar, smallcaseAuthToken);
    if (problem === null) say(NOTICES.connected, 'good');
    else say(textOfFailedLink(problem.message), 'bad');
  }

  function offer(press, text, tone) {
    say(text, tone);
    view.offerRepeat({
      // The same press, with the same key.
      onRepeat: () => play(press, true),
      onStartOver() {
        forgetPress(viewerId);
        view.offerRepeat(null);
        say('');
      },
    });
    return true;
  }

  return {
    play: (input) => play(newPress(input)),
    /** Continues a press that a reload has interrupted; the SDK is opened only when the user presses again. */
    async resume() {
      const press = keptPress(viewerId);
      if (press !== null) await play(press, 'by a reload');
    },
  };
}
