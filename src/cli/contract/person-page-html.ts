/**
 * The page of `startPersonPage`. It asks for the open task, and for the next one when that is answered. What
 * the SDK answers goes to the command on this machine and nowhere else.
 */
export function pageHtml(sdkUrl: string): string {
  const source = sdkUrl.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Dwar: contract run</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
button { font: inherit; padding: .4rem 1rem; margin-right: .5rem; }
[role=status] { color: #555; }
</style>
<script src="${source}"></script>
</head>
<body>
<main>
<h1 id="title">Contract run</h1>
<p id="steps"></p>
<p><button id="start" hidden>Start</button><button id="skip" hidden>Leave out</button></p>
<p id="status" role="status">Waiting for the command.</p>
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

const PAGE_SCRIPT = `
const part = (id) => document.getElementById(id);
let sdk = null;
let shown = null;
/** A request for the open task may be answered late: a task that was answered is not shown again. */
let answered = null;
const isSame = (one, other) => one?.transactionId === other?.transactionId && one?.title === other?.title;
function say(text) { part('status').textContent = text; }
function show(task) {
  shown = task;
  part('title').textContent = task === null ? 'Contract run' : task.title;
  part('title').dataset.task = task === null ? '' : task.transactionId + ' ' + task.title;
  part('steps').textContent = task === null ? '' : task.steps;
  for (const id of ['start', 'skip']) { part(id).hidden = task === null; part(id).disabled = false; }
}
async function report(body) {
  const { transactionId } = shown;
  answered = shown;
  show(null);
  say('Checking.');
  await fetch('answer', { method: 'POST', body: JSON.stringify({ transactionId, ...body }) });
}
async function trigger(gateway, task) {
  const smallcaseAuthToken = task.authToken;
  if (sdk === null)
    sdk = new window.scDK({ gateway, smallcaseAuthToken, config: { amo: false, isLeprechaun: true } });
  if (typeof sdk.init === 'function') await sdk.init({ smallcaseAuthToken });
  return await sdk.triggerTransaction({ transactionId: task.transactionId });
}
part('start').addEventListener('click', async () => {
  for (const id of ['start', 'skip']) part(id).disabled = true;
  say('Follow the window of the SDK.');
  try {
    await report({ result: await trigger(part('start').dataset.gateway, shown) });
  } catch (error) {
    await report({ error: { ...error, code: error.code, message: error.message } });
  }
});
part('skip').addEventListener('click', () => report({ skipped: true }));
async function look() {
  try {
    const { gateway, task } = await (await fetch('task')).json();
    part('start').dataset.gateway = gateway;
    if (task !== null && !isSame(task, shown) && !isSame(task, answered)) {
      show(task);
      say('Waiting for you.');
    }
  } catch {
    show(null);
    say('The command has ended. You can close this page.');
  }
}
if (typeof window.scDK !== 'function')
  say('The script of the SDK did not load. Is the origin of this page listed at smallcase?');
setInterval(look, 500);
`;
