import { readFileSync } from 'node:fs';

const FILE = new URL('../../docs/guarantees.md', import.meta.url);
const ROW = /^\| (G\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm;

/** The rows of `docs/guarantees.md`: what is promised, the tests that prove it, and their figure. */
export function readGuarantees() {
  return [...readFileSync(FILE, 'utf8').matchAll(ROW)].map(([, name, text, proofs, figure]) => ({
    name,
    text: plain(text),
    proofs: [...proofs.matchAll(/\[`([\w-]+)`\]/g)].map(([, test]) => test),
    figure: plain(figure),
  }));
}

/** Text of Markdown without links and code marks. */
function plain(text) {
  return text.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('`', '');
}
