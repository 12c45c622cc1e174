import type { PlayedStep } from './scenario-player.js';

/** One line of a run: how it began, its steps, what it made, and how it ended. */
export type RunLine =
  | { readonly kind: 'start'; readonly scenario: string; readonly seed: string; readonly command: string }
  | PlayedStep
  | {
      readonly kind: 'made';
      /** Gateway's id, and the id by which the console shows it. Null before there is one. */
      readonly transaction: MadeObject | null;
      readonly orders: readonly MadeObject[];
    }
  | { readonly kind: 'end'; readonly isOk: boolean };

interface MadeObject {
  readonly id: string;
  readonly gatewayId: string;
}

/** The lines of a run, kept for one reader, who may come later or never. */
export class RunLines {
  readonly #lines: RunLine[] = [];
  #wake: () => void = () => {};

  push(line: RunLine): void {
    this.#lines.push(line);
    this.#wake();
  }

  /** Every line from the first on, until the run has ended. */
  async *read(): AsyncGenerator<RunLine> {
    for (let next = 0; ; ) {
      const line = this.#lines[next];
      if (line === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      next += 1;
      yield line;
      if (line.kind === 'end') return;
    }
  }
}
