import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import './popover.css';

/** What the button of a popover needs. */
interface PopoverButtonProps {
  readonly ref: RefObject<HTMLButtonElement | null>;
  readonly onClick: () => void;
  readonly 'aria-expanded': boolean;
  readonly 'aria-haspopup': 'dialog';
  readonly 'aria-controls': string | undefined;
}

interface PopoverProps {
  readonly label: string;
  readonly renderButton: (props: PopoverButtonProps) => ReactNode;
  readonly button?: RefObject<HTMLButtonElement | null> | undefined;
  /** Whether the panel ends where the button ends; otherwise both start at the same place. */
  readonly isAtEnd?: boolean;
  readonly children: ReactNode;
}

/** Between the panel and its button, and between the panel and the edges of the window, in pixels. */
const GAP = 8;
const FIRST_FIELD = 'input:not([type=radio]), input:checked, button, a[href]';

/**
 * A button and the panel that it opens, on the browser's top layer: no part of the page cuts it off.
 * Escape, a press outside and the focus leaving close it; Escape gives the focus back to the button.
 */
export function Popover({ label, renderButton, button, isAtEnd = false, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const own = useRef<HTMLButtonElement>(null);
  const id = useId();
  const target = button ?? own;
  return (
    <span className="popover-place">
      {renderButton({
        ref: target,
        onClick: () => setOpen(!isOpen),
        'aria-expanded': isOpen,
        'aria-haspopup': 'dialog',
        'aria-controls': isOpen ? id : undefined,
      })}
      {isOpen && (
        <Panel id={id} label={label} button={target} isAtEnd={isAtEnd} onClose={() => setOpen(false)}>
          {children}
        </Panel>
      )}
    </span>
  );
}

interface PanelProps {
  readonly id: string;
  readonly label: string;
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly isAtEnd: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Panel({ id, label, button, isAtEnd, onClose, children }: PanelProps) {
  const element = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useLayoutEffect(() => {
    const panel = element.current;
    panel?.showPopover();
    (panel?.querySelector<HTMLElement>(FIRST_FIELD) ?? panel)?.focus();
  }, []);
  useLayoutEffect(() => {
    close.current = onClose;
    place(element.current, button.current, isAtEnd);
  });
  useEffect(() => {
    const over = new AbortController();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      button.current?.focus();
      close.current();
    };
    const onOther = ({ target }: Event) => {
      const isInside = target instanceof Node && element.current?.parentElement?.contains(target);
      if (isInside !== true) close.current();
    };
    document.addEventListener('keydown', onKey, over);
    document.addEventListener('pointerdown', onOther, over);
    document.addEventListener('focusin', onOther, over);
    window.addEventListener('resize', () => place(element.current, button.current, isAtEnd), over);
    return () => over.abort();
  }, [button, isAtEnd]);
  return (
    <div
      ref={element}
      id={id}
      className="popover"
      popover="manual"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      data-popover-open
    >
      {children}
    </div>
  );
}

/** Puts the panel below its button, or above it where there is more room, and inside the window. */
function place(panel: HTMLElement | null, button: HTMLElement | null, isAtEnd: boolean): void {
  if (panel === null || button === null) return;
  const { clientWidth, clientHeight } = document.documentElement;
  const at = button.getBoundingClientRect();
  const below = clientHeight - at.bottom - 2 * GAP;
  const above = at.top - 2 * GAP;
  const isAbove = panel.scrollHeight > below && above > below;
  const left = isAtEnd ? at.right - panel.offsetWidth : at.left;
  const { style } = panel;
  style.left = `${Math.max(GAP, Math.min(left, clientWidth - panel.offsetWidth - GAP))}px`;
  style.top = isAbove ? 'auto' : `${at.bottom + GAP}px`;
  style.bottom = isAbove ? `${clientHeight - at.top + GAP}px` : 'auto';
  style.maxHeight = `${Math.max(0, isAbove ? above : below)}px`;
}
