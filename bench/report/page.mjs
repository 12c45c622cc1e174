import { writeFileSync } from 'node:fs';
import { goalLines, setLines } from './tables.mjs';

/**
 * Writes the results as a page of the documentation.
 *
 * @param {string} path
 * @param {any} report
 */
export function writePage(path, report) {
  const { date, cpu, cores, memoryGiB, node, commit, versions, options, sets, goals, failures } = report;
  const lines = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; [`bench/README.md`](../bench/README.md) says what each set measures. All processes, the',
    'load included, share the cores of one machine: compare the rows, not the numbers with those of other machines.',
    'A ratio is the median of the ratios of each round, with the smallest and the largest.',
    '',
    `- Date: ${date}; commit ${commit}`,
    `- Machine: ${cpu}, ${cores} cores, ${memoryGiB} GiB`,
    `- Node ${node}; ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}`,
    `- ${options.rounds} rounds of ${options.seconds} s for each row, interleaved; ${options.connections} connections`,
    '',
    ...goalLines(goals).map((line) => (line === '### goals' ? '## Goals' : line)),
    '## Results',
    '',
    ...sets.flatMap(setLines),
    ...(failures.length === 0 ? [] : ['## Failed', '', ...failures.map((failure) => `- ${failure}`), '']),
  ];
  writeFileSync(path, `${lines.join('\n').trimEnd()}\n`);
}
