import type { Row } from '../bench.ts';
import { besideBulk } from './besideBulk.ts';
import { coldCr } from './coldCr.ts';
import { coldCt } from './coldCt.ts';
import { cost } from './cost.ts';
import { hostileArchives } from './hostileArchives.ts';
import { killsAndOutages } from './killsAndOutages.ts';
import { lineUse } from './lineUse.ts';
import { metadataFirst } from './metadataFirst.ts';
import { prefetched } from './prefetched.ts';
import { satellite } from './satellite.ts';
import { shifts } from './shifts.ts';
import { wireBytes } from './wireBytes.ts';

/** In the order of the table; M9 comes with M8. */
export const rows: readonly Row[] = [
  lineUse,
  wireBytes,
  coldCt,
  coldCr,
  prefetched,
  besideBulk,
  killsAndOutages,
  shifts,
  cost,
  hostileArchives,
  metadataFirst,
  satellite,
];
