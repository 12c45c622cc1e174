import { en } from './en.js';
import { enExplain } from './en-explain.js';
import type { enHoldings } from './en-holdings.js';
import type { enEvents } from './en-events.js';
import type { enDoctor } from './en-doctor.js';
import { enOverview } from './en-overview.js';
import type { enPlay } from './en-play.js';
import { enScreens } from './en-screens.js';
import { enSignIn } from './en-sign-in.js';
import type { Message } from './message.js';

const FIRST = { ...en, ...enScreens, ...enExplain, ...enOverview, ...enSignIn } as const;

export type MessageKey =
  | keyof typeof FIRST
  | keyof typeof enDoctor
  | keyof typeof enEvents
  | keyof typeof enHoldings
  | keyof typeof enPlay;
export type Catalogue = Readonly<Record<MessageKey, Message>>;

const texts: Partial<Record<MessageKey, Message>> = { ...FIRST };

/** Every text in English that was loaded: a screen adds its own before it is shown. */
export const english = texts as Catalogue;

/** Adds texts of screens that are loaded when they are opened: the first screen does not wait for them. */
export function addEnglish(more: Readonly<Partial<Record<MessageKey, Message>>>): void {
  Object.assign(texts, more);
}
