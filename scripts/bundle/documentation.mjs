/**
 * A plugin of the bundler that adds the documentation to the console: a plain page for each file of `docs`, its
 * pictures, and `entries.json`, the list of titles and headings that the palette searches.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import MarkdownIt from 'markdown-it';

const DOCS = new URL('../../docs/', import.meta.url);
const STYLES = new URL('documentation.css', import.meta.url);
/** Where the pages are, below the console's path. */
const FOLDER = 'docs';
const PAGE_LINK = /^([\w-]+)\.md(#.*)?$/;
/** Marks what a script writes. */
const COMMENT = /<!--.*?-->/gs;
const PICTURE = /\.(?:png|svg)$/;

export function documentationPages() {
  return {
    name: 'documentation-pages',
    buildStart() {
      for (const name of namesOf('.md')) this.addWatchFile(fileURLToPath(new URL(name, DOCS)));
    },
    generateBundle() {
      const emit = (fileName, source) =>
        this.emitFile({ type: 'asset', fileName: `${FOLDER}/${fileName}`, source });
      const pages = namesOf('.md').map(readPage);
      for (const page of pages) emit(`${page.name}.html`, wholePage(page, pages));
      for (const name of readdirSync(DOCS, { recursive: true, encoding: 'utf8' })) {
        if (PICTURE.test(name)) emit(name, readFileSync(new URL(name, DOCS)));
      }
      emit('documentation.css', readFileSync(STYLES));
      emit('entries.json', JSON.stringify(pages.flatMap(entriesOf)));
    },
  };
}

/** What the palette shows: a page, or a heading in it with its anchor. */
function entriesOf({ name, title, headings }) {
  return [
    { page: name, title },
    ...headings
      .filter(({ level }) => level > 1)
      .map(({ text, anchor }) => ({ page: name, title, text, anchor })),
  ];
}

function namesOf(ending) {
  return readdirSync(DOCS)
    .filter((name) => name.endsWith(ending))
    .sort();
}

function readPage(file) {
  const headings = [];
  const html = renderer(headings).render(readFileSync(new URL(file, DOCS), 'utf8').replaceAll(COMMENT, ''));
  const name = file.replace(/\.md$/, '');
  return { name, html, headings, title: headings.find(({ level }) => level === 1)?.text ?? name };
}

/** A renderer of one page: its headings get anchors, as hosts of repositories make them, and are collected. */
function renderer(headings) {
  const markdown = new MarkdownIt({ html: false });
  const { rules } = markdown.renderer;
  rules.heading_open = (tokens, index, options, _env, self) => {
    const token = tokens[index];
    const text = plainText(tokens[index + 1]);
    const anchor = unusedAnchor(text, headings);
    headings.push({ level: Number(token.tag.slice(1)), text, anchor });
    token.attrSet('id', anchor);
    return self.renderToken(tokens, index, options);
  };
  // A table scrolls sideways by itself, also by keyboard.
  rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>';
  rules.table_close = () => '</table></div>';
  // A corner without a heading is no heading.
  const cell = (tag) => (tokens, index, options, _env, self) => {
    const isEmpty =
      tokens[index].type === 'th_open' ? tokens[index + 1].content === '' : tokens[index - 1].content === '';
    tokens[index].tag = isEmpty ? 'td' : tag;
    return self.renderToken(tokens, index, options);
  };
  rules.th_open = cell('th');
  rules.th_close = cell('th');
  rules.fence = (tokens, index) =>
    `<pre tabindex="0"><code>${markdown.utils.escapeHtml(tokens[index].content)}</code></pre>`;
  markdown.core.ruler.push('links', ({ tokens }) => {
    for (const { children } of tokens) if (children !== null) keepLinks(children);
  });
  return markdown;
}

function plainText({ children }) {
  return children.map(({ content }) => content).join('');
}

function unusedAnchor(text, headings) {
  const base = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
  const count = headings.filter(
    ({ anchor }) => anchor.replace(/-\d+$/, '') === base || anchor === base,
  ).length;
  return count === 0 ? base : `${base}-${count}`;
}

/** Links to pages lead to pages; of a link to a file of the repository only its text stays. */
function keepLinks(tokens) {
  let isDropped = false;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const href = token.attrGet('href');
      const [, page, anchor = ''] = PAGE_LINK.exec(href) ?? [];
      if (page !== undefined) token.attrSet('href', `${page}.html${anchor}`);
      else if (/^https?:/.test(href)) token.attrSet('rel', 'noreferrer');
      else isDropped = !href.startsWith('#');
      if (isDropped) token.hidden = true;
    } else if (token.type === 'link_close') {
      if (isDropped) token.hidden = true;
      isDropped = false;
    }
  }
  for (let index = tokens.length - 1; index >= 0; index--) if (tokens[index].hidden) tokens.splice(index, 1);
}

function wholePage({ name, title, html }, pages) {
  const links = pages.map((page) => {
    const current = page.name === name ? ' aria-current="page"' : '';
    return `<li><a href="${page.name}.html"${current}>${escapeText(page.title)}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <meta name="referrer" content="no-referrer" />
    <title>${escapeText(title)} · Dwar</title>
    <link rel="icon" href="/console/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="documentation.css" />
    <script src="/console/color-scheme.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">Skip to the content</a>
    <nav aria-label="Documentation"><a class="home" href="/console/">Back to the console</a><ul>${links.join('')}</ul></nav>
    <main id="content">${html}</main>
  </body>
</html>
`;
}

function escapeText(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
