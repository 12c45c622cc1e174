import '../../src/console-pages/messages/add-doctor.js';
import '../../src/console-pages/messages/add-events.js';
import '../../src/console-pages/messages/add-holdings.js';
import '../../src/console-pages/messages/add-play.js';
import { english as loaded } from '../../src/console-pages/messages/english.js';

/** The English texts of the console, with those that are loaded with their screens. */
export const english = loaded;
