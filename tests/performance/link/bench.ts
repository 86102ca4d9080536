import type { RowResult } from './goals.ts';
import type { CleanUp } from './lines/cleanUp.ts';
import type { SlowLine } from './lines/slowLine.ts';
import type { Tools } from './lines/tools.ts';

/** What every row gets: the tools, a line it may change as it likes, and a folder of its own that goes at the end. */
export interface Bench {
  readonly tools: Tools;
  readonly cleanUp: CleanUp;
  readonly line: SlowLine;
  readonly folder: string;
  /** Fewer and shorter runs of the same rows. */
  readonly isQuick: boolean;
  /** How often a figure is taken. */
  readonly runs: number;
  /** Stores of hosts that have got to know a site, by its name. */
  readonly sites: Map<string, Promise<string>>;
  say(text: string): void;
}

export interface Row {
  /** M1 to M12, or satellite. */
  readonly id: string;
  readonly title: string;
  /** True for rows that need neither a line nor an archive of the tools. */
  readonly needsNoLine?: boolean;
  measure(bench: Bench): Promise<readonly RowResult[]>;
}
