import { SETS } from './sets/all.mjs';
import { spread } from './report/statistics.mjs';

const WARM_UP_SECONDS = 2;

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
  const running = await stage.start(names, options);
  const played = [];
  try {
    for (const set of sets) played.push(await playSet(set, running, options, failures));
  } finally {
    await running.close();
  }
  return played;
}

function rowsOf(set, { isShort, only, against }) {
  return (isShort ? set.short : set.contestants).filter(
    (name) => (only === null || only.includes(name)) && (against !== null || !name.startsWith('before')),
  );
}

/** One set: a warm-up of each row, then round after round of all rows. A row that fails is left out of what follows. */
async function playSet(set, running, options, failures) {
  const rows = rowsOf(set, options).map((name) => ({ name, ...set.stage.catalogue[name], values: [] }));
  const failed = new Set();
  const measure = async (row, round, seconds) => {
    if (failed.has(row.name)) return;
    try {
      const value = await set.measure(running, row.name, { ...options, seconds, round });
      if (round > 0) row.values.push(value);
      options.progress(
        `${set.name} ${round === 0 ? 'warm-up' : `${round}/${options.rounds}`}: ${row.label}: ${show(set, value)}`,
      );
    } catch (error) {
      failed.add(row.name);
      failures.push(`${set.name}: ${row.label}: ${error.message}`);
      options.progress(failures.at(-1));
    }
  };
  for (const row of rows) await measure(row, 0, Math.min(WARM_UP_SECONDS, options.seconds));
  for (let round = 1; round <= options.rounds; round += 1)
    for (const row of rows) await measure(row, round, options.seconds);
  return summarise(
    set,
    rows.filter(({ name }) => !failed.has(name)),
  );
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
