import { enDoctor } from './en-doctor.js';
import { addEnglish } from './english.js';

addEnglish(enDoctor);
