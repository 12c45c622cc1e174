import { useEffect, useRef } from 'react';

/** What a key does, by its name: `j`, `Escape`, `g o` for two in a row, `mod+k` with Control or Command. */
export type KeyActions = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Within this time the second key of two counts. */
const SEQUENCE_MS = 1_000;
const TYPING = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';

/**
 * Runs actions for keys pressed anywhere in the page while the component is shown. Keys typed into a field,
 * and those pressed while a dialog or menu is open, are left to it; `mod+…` always counts.
 */
export function useKeys(actions: KeyActions): void {
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  useEffect(() => {
    let first = { key: '', at: 0 };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const hasModifier = event.ctrlKey || event.metaKey;
      const name = event.key === ' ' ? 'Space' : event.key;
      if (!hasModifier && isForAnother(event.target)) return;
      const isSecond = event.timeStamp - first.at < SEQUENCE_MS;
      const names = hasModifier
        ? [`mod+${name.toLowerCase()}`]
        : [isSecond ? `${first.key} ${name}` : '', name];
      const action = names.map((one) => newest.current[one]).find((one) => one !== undefined);
      first = hasModifier ? { key: '', at: 0 } : { key: name, at: event.timeStamp };
      if (action === undefined) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function isForAnother(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [role=menu], [data-popover-open]') !== null) return true;
  return target instanceof HTMLElement && target.closest(TYPING) !== null;
}
