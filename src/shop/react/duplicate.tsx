import { useLayoutEffect, useRef } from 'react';

interface DuplicateProps {
  readonly onConfirm: () => void;
  readonly onDecline: () => void;
}

export function Duplicate({ onConfirm, onDecline }: DuplicateProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // Gives the focus back.
    return () => current?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="duplicate-title" onCancel={onDecline}>
      <h2 id="duplicate-title">Order it again?</h2>
      <p>You ordered exactly this a moment ago.</p>
      <button type="button" onClick={onDecline}>
        No
      </button>{' '}
      <button type="button" className="main" onClick={onConfirm}>
        Yes, order again
      </button>
    </dialog>
  );
}
