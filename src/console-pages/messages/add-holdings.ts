import { enHoldings } from './en-holdings.js';
import { addEnglish } from './english.js';

addEnglish(enHoldings);
