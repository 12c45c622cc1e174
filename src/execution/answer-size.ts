import type { ExecutionResult } from 'graphql';

/** About what one error takes, formatted: its message is cut at 300 characters. */
const ERROR_BYTES = 200;
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
  if (typeof value !== 'object' || value === null) return 4;
  return Array.isArray(value) ? sizeOfList(value, most) : sizeOfObject(value as object, most);
}

// Loops by index: they take half the time of iterators here, and each answer pays for it.

function sizeOfList(list: readonly unknown[], most: number): number {
  let size = 2;
  for (let index = 0; index < list.length && size <= most; index += 1) {
    size += 1 + sizeOf(list[index], most - size);
  }
  return size;
}

function sizeOfObject(object: object, most: number): number {
  const names = Object.keys(object);
  let size = 2;
  for (let index = 0; index < names.length && size <= most; index += 1) {
    const name = names[index] as string;
    size += name.length + 4 + sizeOf((object as Record<string, unknown>)[name], most - size);
  }
  return size;
}

/** With its quotes. */
function textSize(text: string): number {
  return 2 + (text.length > SHORT_TEXT ? Buffer.byteLength(text) : text.length);
}
