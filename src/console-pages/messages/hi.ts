import type { Catalogue } from './english.js';
import { hiExplain } from './hi-explain.js';
import { hiHoldings } from './hi-holdings.js';
import { hiEvents } from './hi-events.js';
import { hiDoctor } from './hi-doctor.js';
import { hiOverview } from './hi-overview.js';
import { hiPlay } from './hi-play.js';
import { hiScreens } from './hi-screens.js';
import { hiShell } from './hi-shell.js';
import { hiSignIn } from './hi-sign-in.js';

/** Every text of the console in Hindi. Gateway's own names of states stay as they are. */
export const hi: Catalogue = {
  ...hiShell,
  ...hiScreens,
  ...hiExplain,
  ...hiOverview,
  ...hiDoctor,
  ...hiEvents,
  ...hiHoldings,
  ...hiPlay,
  ...hiSignIn,
};
