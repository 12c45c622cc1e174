import { en } from './en.js';
import { enDoctor } from './en-doctor.js';
import { enOverview } from './en-overview.js';
import { enScreens } from './en-screens.js';
import type { Message } from './message.js';

/** Every text in English. */
export const english = { ...en, ...enScreens, ...enOverview, ...enDoctor } as const;

export type MessageKey = keyof typeof english;
export type Catalogue = Readonly<Record<MessageKey, Message>>;
