import type { Catalogue } from './english.js';
import { hiOverview } from './hi-overview.js';
import { hiPlay } from './hi-play.js';
import { hiScreens } from './hi-screens.js';
import { hiShell } from './hi-shell.js';

/** Every text of the console in Hindi. Gateway's own names of states stay as they are. */
export const hi: Catalogue = { ...hiShell, ...hiScreens, ...hiOverview, ...hiPlay };
