import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type Example, examples } from './examples.js';

const GROUPS: readonly { readonly kind: Example['kind']; readonly title: string }[] = [
  { kind: 'query', title: 'Queries' },
  { kind: 'mutation', title: 'Mutations' },
  { kind: 'subscription', title: 'Subscriptions' },
];

/** A pane that lists the examples; a click opens one in a new tab. */
export const examplesPlugin: GraphiQLPlugin = { title: 'Examples', icon: Icon, content: Examples };

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M5 4h14v16H5zM8 9h8M8 13h8M8 17h5" />
    </svg>
  );
}

function Examples() {
  const { addTab } = useGraphiQLActions();
  const editor = useGraphiQL(({ queryEditor }) => queryEditor);
  const open = ({ document }: Example) => {
    addTab();
    editor?.setValue(document);
    editor?.focus();
  };
  return (
    <section aria-label="Examples" className="examples">
      <div className="graphiql-doc-explorer-title">Examples</div>
      {GROUPS.map(({ kind, title }) => (
        <section key={kind} aria-label={title}>
          <h3>{title}</h3>
          <ul>
            {examples
              .filter((example) => example.kind === kind)
              .map((example) => (
                <li key={example.name}>
                  <button type="button" className="graphiql-un-styled" onClick={() => open(example)}>
                    {example.name}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  );
}
