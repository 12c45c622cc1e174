import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SETS } from './sets/all.mjs';

const NAMES = SETS.map(({ name }) => name);

export const HELP = `Usage: npm run bench -- [options]

Compares this Dwar with other servers in one run, writes docs/benchmarks.md and prints the goals.

  --sets <names>       sets to play, separated by commas (default: all: ${NAMES.join(', ')})
  --only <names>       rows to play, separated by commas, such as dwar,mercurius-jit (default: all)
  --rounds <n>         measurements of each row, interleaved (default: 5)
  --seconds <n>        length of one measurement (default: 5)
  --connections <n>    requests in flight at once (default: 8)
  --against <main.js>  also measure another version: dist/main.js of another checkout
  --dwar <main.js>     measure this build instead of dist/main.js
  --json <file>        also write every measurement to a file
  --profile <folder>   write a CPU profile of each Dwar; slows it down
  --short              one brief round of what the goals need; fails below a fifth of a goal;
                       writes no document
  --no-document        leave docs/benchmarks.md as it is
  --help               show this text

Progress goes to standard error, results to standard output.`;

/**
 * @typedef {object} Options
 * @property {readonly string[]} sets
 * @property {readonly string[] | null} only
 * @property {number} rounds
 * @property {number} seconds
 * @property {number} connections
 * @property {string | null} against
 * @property {string} main
 * @property {string | null} json
 * @property {string | null} profile
 * @property {boolean} isShort
 * @property {boolean} writesDocument
 * @property {(text: string) => void} progress
 * @property {(name: string, load: import('./load/load.mjs').Load) => Promise<object>} dwar
 */

/** Reads the command line; null if it asks for help. Throws a plain message for what it cannot take. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      sets: { type: 'string' },
      only: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string', default: '8' },
      against: { type: 'string' },
      dwar: { type: 'string' },
      json: { type: 'string' },
      profile: { type: 'string' },
      short: { type: 'boolean', default: false },
      document: { type: 'boolean', default: true },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const isShort = values.short;
  return {
    sets: namesOf(values.sets, NAMES, '--sets') ?? NAMES,
    only: values.only === undefined ? null : values.only.split(','),
    rounds: positive(values.rounds ?? (isShort ? '1' : '5'), '--rounds'),
    seconds: positive(values.seconds ?? (isShort ? '1' : '5'), '--seconds'),
    connections: positive(values.connections, '--connections'),
    against: values.against === undefined ? null : resolve(values.against),
    main: resolve(values.dwar ?? join(import.meta.dirname, '..', 'dist', 'main.js')),
    json: values.json === undefined ? null : resolve(values.json),
    profile: values.profile === undefined ? null : resolve(values.profile),
    isShort,
    writesDocument: values.document && !isShort,
  };
}

function namesOf(text, known, option) {
  if (text === undefined) return null;
  const names = text.split(',');
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${option}: ${unknown} is none of ${known.join(', ')}`);
  return known.filter((name) => names.includes(name));
}

function positive(text, option) {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`${option} must be a number above 0`);
  return number;
}
