import { en } from './en.js';
import { enOverview } from './en-overview.js';
import { enPlay } from './en-play.js';
import { enScreens } from './en-screens.js';
import type { Message } from './message.js';

/** Every text in English. */
export const english = { ...en, ...enScreens, ...enOverview, ...enPlay } as const;

export type MessageKey = keyof typeof english;
export type Catalogue = Readonly<Record<MessageKey, Message>>;
