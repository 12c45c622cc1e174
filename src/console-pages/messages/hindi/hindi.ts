import type { Catalogue } from '../english.js';
import { hiExplain } from './explain.js';
import { hiHoldings } from './holdings.js';
import { hiEvents } from './events.js';
import { hiDoctor } from './doctor.js';
import { hiOverview } from './overview.js';
import { hiPlay } from './play.js';
import { hiScreens } from './screens.js';
import { hiShell } from './shell.js';
import { hiSignIn } from './sign-in.js';

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
