import type { ExecutionResult } from 'graphql';

/** What one error takes at most, formatted: its message is cut at 300 characters. */
const ERROR_BYTES = 500;
/** Strings up to this length are counted by their characters, which is twice as fast. */
const SHORT_TEXT = 64;

/**
 * How many bytes the JSON of a result takes, within a few percent, without making it. Stops counting soon after `most`: what is larger
 * is never serialised.
 */
export function answerSize({ data, errors }: ExecutionResult, most: number): number {
  return (errors?.length ?? 0) * ERROR_BYTES + sizeOf(data, most);
}

function sizeOf(value: unknown, most: number): number {
  if (typeof value === 'string') return textSize(value);
  if (typeof value !== 'object' || value === null) return 5;
  return Array.isArray(value) ? sizeOfList(value, most) : sizeOfObject(value as object, most);
}

function sizeOfList(list: readonly unknown[], most: number): number {
  let size = 2;
  for (const item of list) {
    size += 1 + sizeOf(item, most - size);
    if (size > most) break;
  }
  return size;
}

function sizeOfObject(object: object, most: number): number {
  let size = 2;
  for (const name in object) {
    size += name.length + 4 + sizeOf((object as Record<string, unknown>)[name], most - size);
    if (size > most) break;
  }
  return size;
}

/** With its quotes. */
function textSize(text: string): number {
  return 2 + (text.length > SHORT_TEXT ? Buffer.byteLength(text) : text.length);
}
