import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useConsole } from '../shell/console-context.js';
import { useKeys } from '../shell/use-keys.js';
import './detail-panel.css';

interface DetailPanelProps {
  readonly title: string;
  /** Id of the row it belongs to, which gets the focus back. */
  readonly rowId: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * The panel at the right that shows one row, or over the whole list in narrow windows. It takes the
 * focus when it opens; Escape closes it and the focus returns to the row. The list stays usable next to it.
 */
export function DetailPanel({ title, rowId, onClose, children }: DetailPanelProps) {
  const { t } = useConsole();
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const close = () => {
    onClose();
    focusRow(rowId);
  };
  useKeys({ Escape: close });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row is another panel
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [rowId]);
  return (
    <aside className="panel" aria-labelledby={titleId}>
      <header className="panel-head">
        <h2 id={titleId} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t('close')} title="Esc" onClick={close}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      <div className="panel-body">{children}</div>
    </aside>
  );
}

/** Gives the focus to the link of a row, or to the one that stands for the list if the row is gone. */
function focusRow(id: string): void {
  const row = document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
  const link = row ?? document.querySelector<HTMLElement>('.row-link[tabindex="0"]');
  link?.focus({ preventScroll: true });
}

interface FactsProps {
  /** Label and value; a line without a value is left out. */
  readonly lines: readonly (readonly [label: string, value: ReactNode])[];
}

/** Labels and values as a list. */
export function Facts({ lines }: FactsProps) {
  return (
    <dl className="facts">
      {lines
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
