/** Escaped HTML, safe to send. */
export interface Html {
  readonly html: string;
}

type Value = Html | string | number | null | readonly Html[];

/** Builds HTML. Escapes every value that is not {@link Html}. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: parts.reduce((text, part, index) => text + render(values[index - 1] ?? '') + part) };
}

function render(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  if (value === null) return '';
  return 'html' in value ? value.html : value.map(render).join('');
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Builds a page around `main`. It loads its style sheet from the emulator and nothing from other hosts. */
export function page(title: string, main: Html, script: string | null = null): string {
  const tag = script === null ? null : html`<script src="${script}" defer></script>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/broker/assets/page.css">
${tag}
</head>
<body>
<header><strong>Gateway emulator</strong> <span>virtual brokers, virtual money</span></header>
<main>${main}</main>
</body>
</html>
`.html;
}
