import { enPlay } from './en-play.js';
import { addEnglish } from './english.js';

addEnglish(enPlay);
