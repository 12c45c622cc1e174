import type { TargetName } from '../../contract/target.js';

/** Kinds of reports. */
export const REPORTS = ['table', 'json', 'junit'] as const;
export type Report = (typeof REPORTS)[number];

/** Host and port of a listener. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Options of `dwar contract run`, parsed. */
export interface ContractOptions {
  readonly target: TargetName;
  readonly level: string;
  readonly report: readonly Report[];
  readonly out?: string;
  readonly origin?: string;
  readonly account?: string;
  readonly wait?: boolean;
  readonly listen: Address;
  /** In seconds. */
  readonly webhookTimeout: number;
  readonly pagePort: number;
  readonly sdkUrl?: string;
  /** Prints the JSON report in place of the table. */
  readonly json?: boolean;
}
