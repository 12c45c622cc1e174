import type { SectionId } from './sections.js';
import type { Stage } from './stage.js';

/** Where a fact of the protocol comes from; `assumed` is a choice of ours. */
export type Tag = 'doc' | 'sdk' | 'seen' | 'assumed';

/** 0 needs no user; 1 needs a person who finishes flows with a leprechaun account. */
export type Level = 0 | 1;

/** One claim of the protocol that can be observed from outside. */
export interface Check {
  /** Section and a few words, such as `6/secret-wrong-status`. Stable: results are kept under it. */
  readonly id: string;
  readonly section: SectionId;
  readonly tag: Tag;
  readonly level: Level;
  readonly claim: string;
  /** What to change if the claim is refuted: `file#symbol`, the symbol with or without a property. */
  readonly change: string;
  /** Row of section 22 that the result settles. */
  readonly conflict?: number;
  /** Creates nothing and needs no wait: part of `dwar doctor --live`. */
  readonly isQuick?: true;
  /** Resolves if the claim held. Throws `Refuted`, `Skipped`, or the error that kept it from running. */
  readonly run: (stage: Stage) => Promise<void>;
}

type Draft = Omit<Check, 'section' | 'level'>;

/** Gives drafts their section and level; their ids begin with the section. */
export function checksOf(section: SectionId, level: Level, drafts: readonly Draft[]): readonly Check[] {
  return drafts.map((draft) => ({ ...draft, id: `${section}/${draft.id}`, section, level }));
}
