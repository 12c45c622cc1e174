import { CopyButton } from './command-line.js';
import './json-text.css';

/** Text of several lines that can be scrolled and copied. */
export function JsonText({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className="json">
      <div className="json-copy">
        <CopyButton text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard */}
      <section className="json-scroll" tabIndex={0} aria-label={label}>
        <pre>{text}</pre>
      </section>
    </div>
  );
}
