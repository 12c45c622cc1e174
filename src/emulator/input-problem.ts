/** Invalid input to the control API or the broker page; answered with a 400 that names the field. */
export class InputProblem extends Error {
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.name = 'InputProblem';
    this.field = field;
  }
}
