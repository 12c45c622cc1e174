import { maskId, maskText } from '../core/output/mask.js';
import type { Operator } from './operator.js';

/** How an operator sees what belongs to a person (guarantee G13). */
export interface Masks {
  /** Whether anything is hidden. */
  readonly isOn: boolean;
  /** An id of a person, of their account or of their order. */
  id(id: string): string;
  id(id: string | null): string | null;
  /** Text that may hold personal data. */
  text(text: string): string;
  text(text: string | null): string | null;
}

/** The masks of an operator; they change nothing for one who is not masked. */
export function masksOf({ isMasked }: Pick<Operator, 'isMasked'>): Masks {
  return isMasked
    ? { isOn: true, id: nullable(maskId), text: nullable(maskText) }
    : { isOn: false, id: same, text: same };
}

function nullable(mask: (text: string) => string): Masks['id'] {
  return ((text: string | null) => (text === null ? null : mask(text))) as Masks['id'];
}

const same = ((text: string | null) => text) as Masks['id'];
