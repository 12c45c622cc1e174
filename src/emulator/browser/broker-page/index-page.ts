import { el } from '../shared/dom.js';
import { type IndexData, read } from './data.js';
import { scenarioTable } from './scenario-table.js';

/** Shows the endpoints of the emulator and its latest transactions. */
export async function showIndex(main: HTMLElement): Promise<void> {
  const data = await read<IndexData>('/broker/index.json');
  if (data === null) throw new Error('the emulator has no index');
  const endpoints: [path: string, purpose: string][] = [
    [`/gateway/${data.gatewayName}/transaction`, 'partner API: create a transaction'],
    [`/v1/${data.gatewayName}/engine/…`, 'partner API: transaction details, orders, holdings'],
    ['/scdk/2.0.0/scdk.js', 'stand-in for the browser SDK'],
    ['/broker/{transactionId}', 'broker page: the user’s part by hand'],
    ['/__emulator/…', 'control API for tests and tools'],
    ['/health', 'answers 200'],
  ];
  const rows = endpoints.map(([path, purpose]) =>
    el('tr', {}, el('th', { scope: 'row' }, el('code', {}, path)), el('td', {}, purpose)),
  );
  main.replaceChildren(
    el('h1', {}, 'Gateway emulator'),
    el('section', {}, el('h2', {}, 'Endpoints'), el('table', {}, el('tbody', {}, ...rows))),
    el('section', {}, el('h2', {}, 'Latest transactions'), latest(data)),
    scenarioTable(data.scenarios),
  );
}

function latest({ transactions }: IndexData): HTMLElement {
  if (transactions.length === 0) return el('p', { class: 'soft' }, 'None to show.');
  const rows = transactions.map(({ transactionId, intent, status }) =>
    el(
      'tr',
      {},
      el(
        'th',
        { scope: 'row' },
        el('a', { href: `/broker/${transactionId}` }, el('code', {}, transactionId)),
      ),
      el('td', {}, intent),
      el('td', {}, status),
    ),
  );
  return el('table', {}, el('tbody', {}, ...rows));
}
