import { el } from '../shared/dom.js';
import type { ScenarioRow } from './data.js';

/** What each scenario token does, folded in. */
export function scenarioTable(scenarios: readonly ScenarioRow[]): HTMLElement {
  const rows = scenarios.map(({ token, effect }) =>
    el('tr', {}, el('th', { scope: 'row' }, el('code', {}, token)), el('td', {}, effect)),
  );
  const table = el('table', {}, el('tbody', {}, ...rows));
  return el('details', {}, el('summary', {}, 'What each token does'), table);
}
