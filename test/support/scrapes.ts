import type { InputSeries } from './promtool.js';

const SAMPLE = /^([a-z]\w*)(?:\{(.*)\})? (\S+)$/;
/** What Prometheus adds to each series. */
const TARGET = 'job="dwar",instance="a"';

/**
 * Scrapes of one server, one after another, as Prometheus would keep them. How far apart they are is decided by
 * who reads them: the time between two is the fault's, not the test's.
 */
export class Scrapes {
  readonly #columns: ReadonlyMap<string, string>[] = [];

  constructor(private readonly url: string) {}

  get count(): number {
    return this.#columns.length;
  }

  /** Takes one; a server that does not answer is `up` 0, and every other series has a gap. */
  async take(times = 1, before: () => Promise<unknown> = async () => {}): Promise<void> {
    for (let n = 0; n < times; n += 1) {
      await before();
      this.#columns.push(await this.#scrape());
    }
  }

  /** Every series so far, in promtool's notation. */
  series(): InputSeries {
    const names = new Set(this.#columns.flatMap((column) => [...column.keys()]));
    const rows = [...names].map((name) => [
      name,
      this.#columns.map((column) => column.get(name) ?? '_').join(' '),
    ]);
    return Object.fromEntries(rows);
  }

  async #scrape(): Promise<ReadonlyMap<string, string>> {
    const up = `up{${TARGET}}`;
    const text = await fetch(`${this.url}/metrics`).then(
      (response) => response.text(),
      () => null,
    );
    if (text === null) return new Map([[up, '0']]);
    const samples = text.split('\n').flatMap((line): [string, string][] => {
      const [, name = '', labels, value = ''] = SAMPLE.exec(line) ?? [];
      // Prometheus knows NaN, promtool's notation of series does not.
      if (name === '' || !Number.isFinite(Number(value))) return [];
      return [[`${name}{${TARGET}${labels === undefined ? '' : `,${labels}`}}`, value]];
    });
    return new Map([...samples, [up, '1']]);
  }
}
