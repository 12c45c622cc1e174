import { el } from '../shared/dom.js';
import type { ScenarioRow, TransactionData } from './data.js';
import type { FramedFlow } from './framed.js';

/** Who logs in, and how the emulator is to play it. */
export interface Login {
  readonly broker?: string;
  readonly token: string;
  readonly scenario?: string;
}

/** The fields of the login. */
export interface LoginFields {
  readonly element: HTMLElement;
  read(): Login;
  /** What is wrong with the account, or null. */
  problem(): string | null;
  showProblem(text: string | null): void;
}

const DEFAULT_ACCOUNT = 'lep-ok';
const DEFAULT_BROKER = 'kite';
const ACCOUNT = /^(lep-[a-z][a-z-]*?)(?:-\d{1,9})?$/;

/** Builds the fields: a framed page has its broker already, and a connected user an account. */
export function loginFields(data: TransactionData, flow: FramedFlow | null): LoginFields {
  const broker = flow === null ? brokerSelect(data) : null;
  const first = data.connected?.token ?? flow?.account ?? DEFAULT_ACCOUNT;
  const account = el('input', {
    id: 'token',
    name: 'token',
    list: 'tokens',
    value: first,
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    required: true,
    'aria-describedby': 'token-help token-problem',
  });
  const problem = el('p', { id: 'token-problem', class: 'bad', role: 'alert', hidden: true });
  const outcome = outcomeSelect(data.scenarios);
  const element = el(
    'fieldset',
    {},
    flow === null ? el('legend', {}, 'Log in') : null,
    data.brokers.length === 0 ? el('p', {}, 'Mutual funds are imported without a broker.') : null,
    ...(broker === null ? [] : [el('label', { for: 'broker' }, 'Broker'), broker]),
    el('label', { for: 'token' }, 'Account'),
    account,
    el('p', { id: 'token-help', class: 'soft' }, ...accountHelp(data)),
    problem,
    el('datalist', { id: 'tokens' }, ...data.scenarios.map(({ token }) => el('option', { value: token }))),
    el('label', { for: 'scenario' }, 'What should happen'),
    outcome,
  );
  const fixed = data.brokers.length === 0 ? null : (flow?.broker ?? null);
  return {
    element,
    read() {
      const key = broker?.value ?? fixed;
      return {
        token: account.value.trim(),
        ...(key === null ? {} : { broker: key }),
        ...(outcome.value === '' ? {} : { scenario: outcome.value }),
      };
    },
    problem() {
      const [, name] = ACCOUNT.exec(account.value.trim()) ?? [];
      const isKnown = data.scenarios.some(({ token }) => token === name);
      return isKnown ? null : 'The broker does not know this account. Try lep-ok.';
    },
    showProblem(text) {
      problem.hidden = text === null;
      problem.textContent = text;
      account.setAttribute('aria-invalid', String(text !== null));
      if (text !== null) account.focus();
    },
  };
}

function accountHelp({ connected }: TransactionData) {
  if (connected !== null && connected.token !== null)
    return ['This user has connected this account; another one gives 1001.'];
  if (connected !== null) return ['This user has connected an account; another one gives 1001.'];
  return ['A virtual account, no password. ', el('code', {}, 'lep-ok-2'), ' is another one.'];
}

function brokerSelect({ brokers, connected }: TransactionData): HTMLSelectElement | null {
  if (brokers.length === 0) return null;
  const chosen = connected?.broker ?? DEFAULT_BROKER;
  const options = brokers.map(({ key, name, holdingsImport }) =>
    el(
      'option',
      { value: `${key}-leprechaun`, selected: key === chosen },
      `${name}${holdingsImport ? '' : ' (no holdings import)'}`,
    ),
  );
  return el('select', { id: 'broker', name: 'broker' }, ...options);
}

function outcomeSelect(scenarios: readonly ScenarioRow[]): HTMLSelectElement {
  const options = scenarios.map(({ token, effect }) => el('option', { value: token }, `${token}: ${effect}`));
  const asAccount = el('option', { value: '' }, 'Decided by the account');
  return el('select', { id: 'scenario', name: 'scenario' }, asAccount, ...options);
}
