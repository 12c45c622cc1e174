import { setTimeout as delay } from 'node:timers/promises';
import { Refused } from './load/refused.mjs';
import { hasServices } from './contestants/services.mjs';
import { spread } from './report/statistics.mjs';
import { SETS } from './sets/all.mjs';
import { startStage } from './sets/stage.mjs';

const WARM_UP_SECONDS = 2;
const ATTEMPTS = 3;
const PAUSE_MS = 2_000;

/**
 * Plays the chosen sets; sets in a row that need the same servers share them.
 *
 * @param {import('./options.mjs').Options} options
 */
export async function playSets(options) {
  const chosen = SETS.filter(({ name }) => options.sets.includes(name));
  const played = [];
  const failures = [];
  for (let from = 0; from < chosen.length; ) {
    const { stage } = chosen[from];
    const next = chosen.findIndex((set, index) => index > from && set.stage !== stage);
    const together = chosen.slice(from, next === -1 ? chosen.length : next);
    played.push(...(await playStage(stage, together, options, failures)));
    from += together.length;
  }
  return { sets: played, failures };
}

async function playStage(stage, sets, options, failures) {
  const wanted = new Set(sets.flatMap((set) => rowsOf(set, options)));
  const names = Object.keys(stage.catalogue).filter((name) => wanted.has(name));
  const running = await startStage(stage, playable(stage, names, options), options);
  const played = [];
  try {
    for (const set of sets) {
      played.push(await playSet(set, running, options, failures));
      options.played(played.at(-1));
    }
  } finally {
    await running.close();
  }
  return played;
}

/** Leaves out the rows that need what is not installed here. */
function playable({ catalogue }, names, { progress }) {
  if (hasServices() || !names.some((name) => catalogue[name].isCluster)) return names;
  progress('skipped: the rows on PostgreSQL and Redis; install the packages postgresql and redis-server');
  return names.filter((name) => !catalogue[name].isCluster);
}

function rowsOf(set, { isShort, only, against }) {
  return (isShort ? set.short : set.contestants).filter(
    (name) => (only === null || only.includes(name)) && (against !== null || !name.startsWith('before')),
  );
}

/** One set: a warm-up of each row, then round after round of all rows. A row that fails is left out of what follows. */
async function playSet(set, running, options, failures) {
  const all = rowsOf(set, options).filter((name) => running.names.includes(name));
  let rows = all.map((name) => ({ name, ...contestantOf(set, name, options), values: [] }));
  const isWarm = set.hasNoWarmUp || (options.isShort && set.isWarm);
  for (let round = isWarm ? 1 : 0; round <= options.rounds; round += 1) {
    const isWarmUp = round === 0;
    const seconds = isWarmUp ? Math.min(WARM_UP_SECONDS, options.seconds) : options.seconds;
    const failed = new Set();
    for (const row of rows) {
      const when = `${set.name} ${isWarmUp ? 'warm-up' : `${round}/${options.rounds}`}: ${row.label}`;
      try {
        const value = await measure(set, running, row, { ...options, seconds });
        if (!isWarmUp) row.values.push(value);
        options.progress(`${when}: ${show(set, value)}`);
      } catch (error) {
        failed.add(row);
        failures.push(`${when}: ${error.message}`);
        options.progress(failures.at(-1));
      }
    }
    rows = rows.filter((row) => !failed.has(row));
  }
  return summarise(set, rows);
}

/**
 * Measures a row. A server that sheds load by its own limit is measured again, from the beginning: on a machine that others
 * use as well, a pause is not its fault. One that sheds each time has failed.
 */
async function measure(set, running, row, options) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await set.measure(running, row.name, options);
    } catch (error) {
      if (!(error instanceof Refused) || attempt === ATTEMPTS) throw error;
      options.progress(`measured again: ${error.message}`);
      await delay(PAUSE_MS);
    }
  }
}

/** The other version is called by its commit, if it has one. */
function contestantOf({ stage }, name, { againstCommit }) {
  const contestant = stage.catalogue[name];
  if (againstCommit === null || !name.startsWith('before')) return contestant;
  return { ...contestant, label: contestant.label.replace('the other version', againstCommit) };
}

function show({ metrics }, value) {
  return metrics.map(({ name, unit }) => `${value[name].toFixed(1)} ${unit}`).join(', ');
}

/** Each metric with its rows; ratios are those of the values of one round, so that a change of the machine's speed cancels out. */
function summarise({ name, title, metrics }, rows) {
  return {
    name,
    title,
    metrics: metrics.map((metric) => ({
      ...metric,
      rows: rows.map((row) => {
        const values = row.values.map((value) => value[metric.name]);
        const ratios = metric.references.flatMap((reference) => {
          const against = rows.find((other) => other.name === reference);
          if (against === undefined) return [];
          const each = values.map((value, round) => value / against.values[round][metric.name]);
          return [[reference, spread(each)]];
        });
        return {
          name: row.name,
          label: row.label,
          lacks: row.lacks,
          ...spread(values),
          ratios: Object.fromEntries(ratios),
          measurements: row.values,
        };
      }),
    })),
  };
}
