import { Session } from './calls.js';
import { answeredError, sdkError, sdkErrorOf } from './errors.js';
import { openNotice } from './overlay.js';
import { resolvedValue } from './results.js';
import { play } from './flow.js';
import type { Settings } from './settings.js';

interface Options {
  readonly gateway?: string;
  readonly smallcaseAuthToken?: string | null;
  readonly userData?: unknown;
  readonly config?: { readonly amo?: boolean; readonly isLeprechaun?: boolean };
}

interface InitOptions {
  readonly smallcaseAuthToken?: string | null;
  /** What pages of version 1 sent. */
  readonly userData?: string;
}

interface TriggerOptions {
  readonly transactionId?: string;
  readonly brokers?: readonly string[];
}

/** What all instances share: the SDK is a singleton, and `init` alone changes its user. */
export class Core {
  private session: Session | null = null;
  private ready: Promise<unknown> = Promise.resolve();
  private isBusy = false;
  /** The account last logged in to at each broker. */
  private readonly logins = new Map<string, string>();

  constructor(
    private readonly settings: Settings,
    private readonly options: Options,
  ) {
    if (options.smallcaseAuthToken !== undefined) this.session = this.sessionOf(options.smallcaseAuthToken);
  }

  /** Starts a session of another user. Later calls wait for it. */
  init({ smallcaseAuthToken, userData }: InitOptions = {}): Promise<unknown> {
    const session = this.sessionOf(smallcaseAuthToken ?? userData ?? null);
    this.session = session;
    const opened = this.open(session);
    // Each caller learns of a failure from its own promise.
    this.ready = opened.catch(() => undefined);
    return opened;
  }

  async trigger({ transactionId, brokers = [] }: TriggerOptions = {}): Promise<unknown> {
    if (this.isBusy) throw sdkErrorOf(3003);
    this.isBusy = true;
    try {
      const session = await this.initialised();
      if (typeof transactionId !== 'string' || transactionId === '') throw sdkErrorOf(3002);
      const { settings, options, logins } = this;
      const isAmoEnabled = options.config?.amo === true;
      const answer = await play({ settings, session, transactionId, brokers, isAmoEnabled, logins });
      if (!answer.ok) throw answeredError(answer.error);
      return resolvedValue(answer.result, settings.isStrict);
    } catch (error) {
      throw 'data' in (error as object) ? error : sdkErrorOf(2000);
    } finally {
      this.isBusy = false;
    }
  }

  /** One of the calls beside transactions. */
  async call(path: string, body: object): Promise<unknown> {
    const session = await this.initialised();
    return session.call('POST', path, body).catch((error: Error) => {
      throw sdkError(error.message, 2000);
    });
  }

  /** Forgets the accounts, so that the next login asks for one. */
  async logOut(): Promise<true> {
    await this.initialised();
    this.logins.clear();
    return true;
  }

  async openSmallplug(): Promise<Record<string, never>> {
    await this.initialised();
    await openNotice('smallcases', 'The list of smallcases opens here. This stand-in has none of its own.');
    return {};
  }

  private async initialised(): Promise<Session> {
    await this.ready;
    if (this.session === null) throw sdkErrorOf(3004);
    await this.open(this.session);
    return this.session;
  }

  private async open(session: Session): Promise<unknown> {
    const { status, displayName, standIn } = await session.open();
    if (!standIn.isOriginListed) warnOfOrigin();
    if (this.options.config?.isLeprechaun !== true) noteVirtualBrokers();
    return { status, displayName };
  }

  private sessionOf(token: string | null): Session {
    return new Session(this.settings, this.options.gateway ?? '', token);
  }
}

const once = (say: () => void) => {
  let isSaid = false;
  return () => {
    if (!isSaid) say();
    isSaid = true;
  };
};

const warnOfOrigin = once(() =>
  console.warn(
    `[Dwar stand-in] The real SDK would refuse ${location.origin}: smallcase has to whitelist each origin, ` +
      'ports included. The emulator allows loopback pages in development.',
  ),
);

const noteVirtualBrokers = once(() =>
  console.info(
    '[Dwar stand-in] The real SDK would show real brokers, since config.isLeprechaun is not true. ' +
      'The brokers here are virtual all the same.',
  ),
);
