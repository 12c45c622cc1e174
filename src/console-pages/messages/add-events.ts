import { enEvents } from './en-events.js';
import { addEnglish } from './english.js';

addEnglish(enEvents);
