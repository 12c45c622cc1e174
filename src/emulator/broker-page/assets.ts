/** Style sheet of all pages. */
export const PAGE_CSS = `:root {
  color-scheme: light dark; --ink: #1c2430; --paper: #f5f6f8; --card: #fff; --line: #cfd5dd;
  --accent: #1756a9; --on-accent: #fff; --soft: #5a6676; --good: #17693a; --bad: #a4262c;
}
@media (prefers-color-scheme: dark) { :root {
  --ink: #e8ecf2; --paper: #14181e; --card: #1d232b; --line: #3b4654; --accent: #8ab8f5;
  --on-accent: #10161d; --soft: #a3afbd; --good: #7fd4a0; --bad: #f2a0a4;
} }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { padding: 0.75rem 1.5rem; border-bottom: 1px solid var(--line); }
header span, .soft { color: var(--soft); }
main { max-width: 44rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 0.25rem; }
h2 { font-size: 1.05rem; margin: 0 0 0.75rem; }
section, form, fieldset, details {
  background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem;
  margin: 0 0 1rem;
}
form { background: none; border: 0; padding: 0; }
legend { font-weight: 600; padding: 0 0.35rem; }
label { display: block; font-weight: 600; margin: 0.5rem 0 0.25rem; }
input, select {
  font: inherit; width: 100%; padding: 0.5rem; border: 1px solid var(--line); border-radius: 6px;
  color: inherit; background: var(--paper);
}
td input { width: 7rem; }
td select { width: 6rem; }
table { border-collapse: collapse; width: 100%; }
th, td {
  text-align: left; padding: 0.35rem 0.5rem 0.35rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top;
}
button {
  font: inherit; padding: 0.55rem 1.1rem; border-radius: 6px; border: 1px solid var(--accent);
  color: var(--accent); background: none; cursor: pointer; margin: 0 0.5rem 0.5rem 0;
}
button.main { color: var(--on-accent); background: var(--accent); font-weight: 600; }
button:disabled { opacity: 0.5; cursor: default; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
pre, code { font: 0.9rem/1.4 ui-monospace, monospace; }
pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.good { color: var(--good); }
.bad { color: var(--bad); }
`;

/** Script of the broker page: sends the person's choices and shows the answer of the SDK. */
export const PAGE_JS = `'use strict';
const form = document.querySelector('form');
const outcome = document.querySelector('#outcome');
const heading = document.querySelector('#outcome-title');
const detail = document.querySelector('#outcome-detail');
const value = (name) => form.elements.namedItem(name)?.value ?? '';

function changes() {
  return [...form.querySelectorAll('tr[data-ticker]')].map((row) => ({
    ticker: row.dataset.ticker,
    quantity: Number(row.querySelector('input').value),
    type: row.querySelector('select').value,
  }));
}

function part(leave) {
  const securities = changes();
  return {
    ...(value('broker') === '' ? {} : { broker: value('broker') }),
    ...(value('token') === '' ? {} : { token: value('token').trim() }),
    ...(leave === '' ? {} : { leave }),
    ...(securities.length === 0 ? {} : { order: { securities } }),
  };
}

function show(title, tone, body) {
  heading.textContent = title;
  heading.className = tone;
  detail.textContent = body;
  outcome.hidden = false;
  outcome.focus();
}

function setBusy(isBusy) {
  for (const button of form.querySelectorAll('button')) button.disabled = isBusy;
}

async function send(leave) {
  setBusy(true);
  try {
    const response = await fetch(form.dataset.target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(part(leave)),
    });
    const answer = await response.json();
    if (!response.ok) {
      setBusy(false);
      return show('Please check your input', 'bad', answer.error);
    }
    if (answer.ok) show('The SDK resolves', 'good', JSON.stringify(answer.result, null, 2));
    else show('The SDK rejects', 'bad', JSON.stringify(answer.error, null, 2));
  } catch {
    setBusy(false);
    show('The emulator did not answer', 'bad', 'Is it still running?');
  }
}

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  send(event.submitter?.value ?? '');
});
`;
