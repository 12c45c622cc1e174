import type { FastifyInstance, FastifyReply } from 'fastify';
import { VIRTUAL_BROKERS } from '../market/brokers.js';
import { PAGE_CSS, PAGE_JS } from './broker-page-assets.js';
import { needsBroker } from '../control/control-api.js';
import { isLoopbackPeer } from '../control/control-guard.js';
import { readUserPart } from '../control/control-input.js';
import { playUserPart } from '../user/flow.js';
import { type Html, html, page } from './html.js';
import { InputProblem } from '../input-problem.js';
import { orderedLegs } from '../user/intents.js';
import { SCENARIOS, scenarioOf } from '../user/scenarios.js';
import { HEALTH_PATH } from '../server.js';
import type { TransactionRecord } from '../state/state.js';
import { isExpired, isoTime, type World } from '../world.js';

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
const LATEST_SHOWN = 20;

/** Serves what a person sees: the broker page of a transaction, a list of what there is, and the health check. */
export function registerBrokerPage(app: FastifyInstance, world: World): void {
  app.get(HEALTH_PATH, () => ({ status: 'ok' }));
  app.get('/', (request, reply) =>
    sendPage(reply, page('Gateway emulator', indexBody(world, isLoopbackPeer(request)))),
  );
  app.get('/broker', (_request, reply) => reply.redirect('/'));
  app.get('/broker/assets/page.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(PAGE_CSS),
  );
  app.get('/broker/assets/page.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(PAGE_JS),
  );
  app.get<{ Params: { transactionId: string } }>('/broker/:transactionId', (request, reply) => {
    const record = world.store.transactions.get(request.params.transactionId);
    if (record === undefined) return sendPage(reply.code(404), page('Unknown transaction', UNKNOWN));
    return sendPage(reply, page('Broker login', brokerBody(world, record), '/broker/assets/page.js'));
  });
  app.post<{ Params: { transactionId: string } }>('/broker/:transactionId/complete', (request) => {
    const { transactionId } = request.params;
    const part = readUserPart(request.body, needsBroker(world, transactionId));
    // A person who mistypes may try again; see the README for what a failed login means elsewhere.
    if (part.token !== null && scenarioOf(part.token) === null)
      throw new InputProblem('token', 'the broker does not know it; try lep-ok');
    return playUserPart(world, transactionId, part, true);
  });
}

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('content-security-policy', CONTENT_SECURITY_POLICY)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(text);
}

const UNKNOWN = html`<h1>Unknown transaction</h1><p>Create one over the partner API first: <code>POST /gateway/{gateway}/transaction</code>.</p>`;

function brokerBody(world: World, record: TransactionRecord): Html {
  return html`<h1>${record.intent}</h1>
<p class="soft"><code>${record.transactionId}</code>, until ${isoTime(record.expireAt)}</p>
${formOrReason(world, record)}
<section id="outcome" role="status" tabindex="-1" hidden><h2 id="outcome-title"></h2><pre id="outcome-detail"></pre></section>
${scenarioTable()}`;
}

function formOrReason(world: World, record: TransactionRecord): Html {
  if (isExpired(record, world.clock.now()))
    return html`<section><h2>This transaction has expired.</h2></section>`;
  if (record.status !== 'INITIALIZED') {
    return html`<section><h2>This transaction is ${record.status} and cannot be used again.</h2></section>`;
  }
  return html`<form data-target="/broker/${record.transactionId}/complete">
<fieldset><legend>Log in</legend>${brokerChoice(record)}
<label for="token">Scenario token</label>
<input id="token" name="token" list="tokens" value="lep-ok" autocomplete="off" spellcheck="false" aria-describedby="token-help">
<p id="token-help" class="soft">Add a number for another account: <code>lep-ok-2</code>.</p>
<datalist id="tokens">${SCENARIOS.map(({ token, effect }) => html`<option value="${token}">${effect}</option>`)}</datalist>
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
    return html`<option value="${broker.key}-leprechaun"${selected}>${broker.name}${broker.holdingsImport ? '' : ' (no holdings import)'}</option>`;
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
<table><thead><tr><th scope="col">Share</th><th scope="col">Quantity</th><th scope="col">Side</th></tr></thead><tbody>${rows}</tbody></table></fieldset>`;
}

function scenarioTable(): Html {
  const rows = SCENARIOS.map(
    ({ token, effect }) => html`<tr><td><code>${token}</code></td><td>${effect}</td></tr>`,
  );
  return html`<details><summary>What each token does</summary><table><tbody>${rows}</tbody></table></details>`;
}

function indexBody(world: World, showsTransactions: boolean): Html {
  const latest = showsTransactions ? world.store.transactions.values().slice(-LATEST_SHOWN).reverse() : [];
  const rows = latest.map(
    ({ transactionId, intent, status }) =>
      html`<tr><td><a href="/broker/${transactionId}"><code>${transactionId}</code></a></td><td>${intent}</td><td>${status}</td></tr>`,
  );
  return html`<h1>Gateway emulator</h1>
<section><h2>What there is</h2><table><tbody>
<tr><td><code>/gateway/${world.gatewayName}/transaction</code></td><td>partner API: create a transaction</td></tr>
<tr><td><code>/v1/${world.gatewayName}/engine/…</code></td><td>partner API: transaction details, orders, holdings</td></tr>
<tr><td><code>/broker/{transactionId}</code></td><td>broker page: the user's part by hand</td></tr>
<tr><td><code>/__emulator/…</code></td><td>control API for tests and tools</td></tr>
<tr><td><a href="/health"><code>/health</code></a></td><td>answers 200</td></tr>
</tbody></table></section>
<section><h2>Latest transactions</h2>${rows.length === 0 ? html`<p class="soft">None to show.</p>` : html`<table><tbody>${rows}</tbody></table>`}</section>
${scenarioTable()}`;
}
