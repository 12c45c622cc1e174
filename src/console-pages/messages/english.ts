import { en } from './en.js';
import { enExplain } from './en-explain.js';
import { enHoldings } from './en-holdings.js';
import { enOverview } from './en-overview.js';
import { enScreens } from './en-screens.js';
import type { Message } from './message.js';

/** Every text in English. */
export const english = { ...en, ...enScreens, ...enExplain, ...enOverview, ...enHoldings } as const;

export type MessageKey = keyof typeof english;
export type Catalogue = Readonly<Record<MessageKey, Message>>;
