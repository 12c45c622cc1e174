import type { Formats } from '../format/formats.js';

const MS = 1_000;
/** From this span on a time of day says less than the day. */
const DAYS_SECONDS = 2 * 86_400;

/** The value of a custom property where an element is. */
export function colourOf(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** How the axes of every chart look. */
export function axisOf(element: HTMLElement) {
  return {
    stroke: colourOf(element, '--text-soft'),
    grid: { stroke: colourOf(element, '--surface-3'), width: 1 },
    ticks: { stroke: colourOf(element, '--line'), width: 1 },
    font: '11px system-ui',
  };
}

/** The texts along an axis of times, which are epoch seconds: times of day, or days if they span several. */
export function timeLabels(times: readonly number[], formats: Formats): string[] {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return times.map((at) =>
    span >= DAYS_SECONDS ? formats.day(at * MS) : formats.time(at * MS).slice(0, 'HH:MM'.length),
  );
}
