// What each page does with the outcome of a flow: it shows it as text.
function report(outcome) {
  document.getElementById('outcome').textContent = JSON.stringify(outcome);
}
function rejected(error) {
  const own = JSON.parse(JSON.stringify(error, Object.getOwnPropertyNames(error)));
  delete own.stack;
  return { rejected: { ...own, isError: error instanceof Error } };
}
async function session() {
  return (await fetch('/session.json')).json();
}
