import { Core } from './sdk.js';
import { readSettings, type Settings } from './settings.js';

type Options = ConstructorParameters<typeof Core>[1];
type Arguments<Name extends keyof Core> = Core[Name] extends (...all: infer All) => unknown ? All : never;

function removed(name: string, replacement: string): Error {
  return new Error(`${name} belongs to version 1 of the SDK. With version 2.0.0 use ${replacement}.`);
}

const INSTEAD_OF_CONSTRUCTOR = 'new scDK({ gateway, smallcaseAuthToken, config: { amo: false } })';

/** Creates the class that pages know as `scDK`. It has the methods of version 2.0.0 and no others. */
function createClass(settings: Settings) {
  const cores = new WeakMap<object, Core>();
  const coreOf = (instance: object): Core => {
    const core = cores.get(instance);
    if (core === undefined) throw new TypeError('not an instance of scDK');
    return core;
  };
  let first: object | null = null;
  class scDK {
    constructor(options: Options = {}) {
      if (settings.isVersion1) throw removed('/scdk/latest/scdk.js', '/scdk/2.0.0/scdk.js');
      if (options.userData !== undefined)
        throw removed('userData of the constructor', INSTEAD_OF_CONSTRUCTOR);
      // biome-ignore lint/correctness/noConstructorReturn: the real class is a singleton in this way.
      if (first !== null) return first as scDK;
      first = this;
      cores.set(this, new Core(settings, options));
    }
    init(...all: Arguments<'init'>) {
      return coreOf(this).init(...all);
    }
    triggerTransaction(...all: Arguments<'trigger'>) {
      return coreOf(this).trigger(...all);
    }
    triggerMfTransaction(...all: Arguments<'trigger'>) {
      return coreOf(this).trigger(...all);
    }
    signup(details: object = {}) {
      return coreOf(this).call('signup', details);
    }
    brokerLogout() {
      return coreOf(this).logOut();
    }
    markArchived(investment: object = {}) {
      return coreOf(this).call('markArchived', investment);
    }
    openSmallplug() {
      return coreOf(this).openSmallplug();
    }
    connect(): never {
      throw removed('connect()', 'a transaction of intent CONNECT and triggerTransaction({ transactionId })');
    }
    triggerSecuritiesOrder(): never {
      throw removed('triggerSecuritiesOrder()', 'triggerTransaction({ transactionId })');
    }
  }
  return scDK;
}

const page = window as { scDK?: unknown };

// A page may load the file again: its class and the instance of that stay.
if (typeof page.scDK !== 'function') {
  const settings = readSettings(document);
  page.scDK = createClass(settings);
  console.info(
    `[Dwar stand-in] This is Dwar's stand-in for scdk.js 2.0.0, and not smallcase's SDK. ` +
      `It talks to the emulator at ${settings.emulator}.`,
  );
}
