import { en } from './en.js';
import { enEvents } from './en-events.js';
import { enOverview } from './en-overview.js';
import { enScreens } from './en-screens.js';
import type { Message } from './message.js';

/** Every text in English. */
export const english = { ...en, ...enScreens, ...enOverview, ...enEvents } as const;

export type MessageKey = keyof typeof english;
export type Catalogue = Readonly<Record<MessageKey, Message>>;
