import { VIRTUAL_BROKERS } from '../market/brokers.js';
import type { TransactionRecord } from '../state/records.js';
import { orderedLegs } from '../user/intents.js';
import { SCENARIOS } from '../user/scenarios.js';
import { isExpired, isoTime, type World } from '../world.js';
import { type Html, html } from './html.js';

const LATEST_SHOWN = 20;

/** Body of the page for an unknown transaction. */
export const UNKNOWN_TRANSACTION = html`<h1>Unknown transaction</h1>
<p>Create one over the partner API first: <code>POST /gateway/{gateway}/transaction</code>.</p>`;

/** Body of the broker page: the login, the order for review, and the answer of the SDK once it is known. */
export function brokerBody(world: World, record: TransactionRecord): Html {
  return html`<h1>${record.intent}</h1>
<p class="soft"><code>${record.transactionId}</code>, until ${isoTime(record.expireAt)}</p>
${formOrReason(world, record)}
<section id="outcome" role="status" tabindex="-1" hidden>
<h2 id="outcome-title"></h2><pre id="outcome-detail"></pre></section>
${scenarioTable()}`;
}

function formOrReason(world: World, record: TransactionRecord): Html {
  if (isExpired(record, world.clock.now()))
    return html`<section><h2>This transaction has expired.</h2></section>`;
  if (record.status !== 'INITIALIZED') {
    return html`<section><h2>This transaction is ${record.status} and cannot be used again.</h2></section>`;
  }
  const tokens = SCENARIOS.map(({ token, effect }) => html`<option value="${token}">${effect}</option>`);
  return html`<form data-target="/broker/${record.transactionId}/complete">
<fieldset><legend>Log in</legend>${brokerChoice(record)}
<label for="token">Scenario token</label>
<input id="token" name="token" list="tokens" value="lep-ok" autocomplete="off" spellcheck="false"
 aria-describedby="token-help">
<p id="token-help" class="soft">Add a number for another account: <code>lep-ok-2</code>.</p>
<datalist id="tokens">${tokens}</datalist>
</fieldset>
${orderReview(record)}
<p><button class="main" type="submit" value="">Confirm</button>
<button type="submit" value="chooser">Close the chooser</button>
<button type="submit" value="before-login">Leave before login</button>
<button type="submit" value="after-login">Leave after login</button></p>
</form>`;
}

function brokerChoice(record: TransactionRecord): Html {
  if (record.intent === 'MF_HOLDINGS_IMPORT') return html`<p>Mutual funds are imported without a broker.</p>`;
  const options = VIRTUAL_BROKERS.map((broker) => {
    const selected = broker.key === 'kite' ? html` selected` : null;
    const limits = broker.holdingsImport ? '' : ' (no holdings import)';
    return html`<option value="${broker.key}-leprechaun"${selected}>${broker.name}${limits}</option>`;
  });
  return html`<label for="broker">Broker</label><select id="broker" name="broker">${options}</select>`;
}

function orderReview(record: TransactionRecord): Html | null {
  const { request } = record;
  if (request.intent !== 'TRANSACTION' || request.orderConfig.type !== 'SECURITIES') return null;
  const rows = orderedLegs(record, []).map(({ ticker, quantity, side, exchange }) => {
    const choice = (['BUY', 'SELL'] as const).map(
      (option) => html`<option${option === side ? html` selected` : null}>${option}</option>`,
    );
    return html`<tr data-ticker="${ticker}"><td>${ticker} <span class="soft">${exchange}</span></td>
<td><input type="number" min="1" step="1" value="${quantity}" aria-label="Quantity of ${ticker}"></td>
<td><select aria-label="Side of ${ticker}">${choice}</select></td></tr>`;
  });
  return html`<fieldset><legend>Review the order</legend>
<table>
<thead><tr><th scope="col">Share</th><th scope="col">Quantity</th><th scope="col">Side</th></tr></thead>
<tbody>${rows}</tbody></table></fieldset>`;
}

function scenarioTable(): Html {
  const rows = SCENARIOS.map(
    ({ token, effect }) => html`<tr><td><code>${token}</code></td><td>${effect}</td></tr>`,
  );
  return html`<details><summary>What each token does</summary>
<table><tbody>${rows}</tbody></table></details>`;
}

/** Body of the index. Lists the latest transactions if `showsTransactions` allows it. */
export function indexBody(world: World, showsTransactions: boolean): Html {
  const latest = showsTransactions ? world.store.transactions.values().slice(-LATEST_SHOWN).reverse() : [];
  const rows = latest.map(
    ({ transactionId, intent, status }) =>
      html`<tr><td><a href="/broker/${transactionId}"><code>${transactionId}</code></a></td>
<td>${intent}</td><td>${status}</td></tr>`,
  );
  const list =
    rows.length === 0 ? html`<p class="soft">None to show.</p>` : html`<table><tbody>${rows}</tbody></table>`;
  return html`<h1>Gateway emulator</h1>
<section><h2>Endpoints</h2><table><tbody>
<tr><td><code>/gateway/${world.gatewayName}/transaction</code></td>
<td>partner API: create a transaction</td></tr>
<tr><td><code>/v1/${world.gatewayName}/engine/…</code></td>
<td>partner API: transaction details, orders, holdings</td></tr>
<tr><td><code>/broker/{transactionId}</code></td><td>broker page: the user's part by hand</td></tr>
<tr><td><code>/__emulator/…</code></td><td>control API for tests and tools</td></tr>
<tr><td><a href="/health"><code>/health</code></a></td><td>answers 200</td></tr>
</tbody></table></section>
<section><h2>Latest transactions</h2>${list}</section>
${scenarioTable()}`;
}
