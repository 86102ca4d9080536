import type { Row } from '../bench.ts';
import { coldCt } from './coldCt.ts';
import { lineUse } from './lineUse.ts';

/** In the order of the table. */
export const rows: readonly Row[] = [lineUse, coldCt];
