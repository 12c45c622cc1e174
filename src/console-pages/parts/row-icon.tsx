/** Outlines of Tabler's icons (MIT), each joined into one path: a list draws hundreds of them. */
const OUTLINES = {
  check: 'M5 12l5 5l10 -10',
  cross: 'M18 6l-12 12M6 6l12 12',
  triangle:
    'M12 9v4M10.363 3.591l-8.106 13.534a1.914 1.914 0 0 0 1.636 2.871h16.214a1.914 1.914 0 0 0 1.636 -2.87' +
    'l-8.106 -13.536a1.914 1.914 0 0 0 -3.274 0M12 16h.01',
  clock: 'M3 12a9 9 0 1 0 18 0a9 9 0 0 0 -18 0M12 7v5l3 3',
  question:
    'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0M12 17l0 .01M12 13.5a1.5 1.5 0 0 1 1 -1.5a2.6 2.6 0 1 0 -3 -4',
  lock:
    'M5 13a2 2 0 0 1 2 -2h10a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-6' +
    'M11 16a1 1 0 1 0 2 0a1 1 0 0 0 -2 0M8 11v-4a4 4 0 1 1 8 0v4',
  dashed:
    'M8.56 3.69a9 9 0 0 0 -2.92 1.95M3.69 8.56a9 9 0 0 0 -.69 3.44M3.69 15.44a9 9 0 0 0 1.95 2.92' +
    'M8.56 20.31a9 9 0 0 0 3.44 .69M15.44 20.31a9 9 0 0 0 2.92 -1.95M20.31 15.44a9 9 0 0 0 .69 -3.44' +
    'M20.31 8.56a9 9 0 0 0 -1.95 -2.92M15.44 3.69a9 9 0 0 0 -3.44 -.69',
  back: 'M9 14l-4 -4l4 -4M5 10h11a4 4 0 1 1 0 8h-1',
} as const;

export type RowIconName = keyof typeof OUTLINES;

/** A small icon that costs two elements, and one attribute when it becomes another. */
export function RowIcon({ name }: { readonly name: RowIconName }) {
  return (
    <svg className="row-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={OUTLINES[name]} />
    </svg>
  );
}
