import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { query, type TestPostgres } from './services.js';

/** A statement as PostgreSQL has run it. */
export interface LoggedStatement {
  /** Its text, with one space for each gap. */
  readonly text: string;
  /** Its parameters as PostgreSQL writes them; empty without any. */
  readonly parameters: string;
}

const SETTINGS = {
  log_statement: 'all',
  logging_collector: 'on',
  log_destination: 'jsonlog',
  log_parameter_max_length: '-1',
};

/** Every statement that a PostgreSQL runs. For PostgreSQL 15 and later. */
export class StatementLog {
  #seen = 0;

  private constructor(private readonly folder: string) {}

  /** Starts the server again with its log on. */
  static async of(postgres: TestPostgres): Promise<StatementLog> {
    for (const [name, value] of Object.entries(SETTINGS))
      await query(postgres.port, `alter system set ${name} = '${value}'`);
    const [row] = await query(postgres.port, 'show data_directory');
    await postgres.stop();
    await postgres.start();
    return new StatementLog(join(String(row?.data_directory), 'log'));
  }

  /** Those since the last call. */
  take(): readonly LoggedStatement[] {
    const files = readdirSync(this.folder).filter((name) => name.endsWith('.json'));
    const lines = files.sort().flatMap((name) => readFileSync(join(this.folder, name), 'utf8').split('\n'));
    // The last line may be half written.
    const fresh = lines.slice(this.#seen, -1);
    this.#seen += fresh.length;
    return fresh.flatMap((line) => {
      const { message = '', detail = '' } = JSON.parse(line) as { message?: string; detail?: string };
      const [, text] = /^(?:execute [^:]*|statement): ([\s\S]*)$/.exec(message) ?? [];
      return text === undefined ? [] : [{ text: text.replaceAll(/\s+/g, ' ').trim(), parameters: detail }];
    });
  }
}
