import type { KeyedStudy } from './studyFile.ts';

/**
 * What OHIF 3.13.2 shows first in its basic viewer, as its built program (@ohif/app 3.13.2, bundles 89 and app) says:
 * the mode names the one protocol `default`: one box, a stack, filled with the display set that matches best; every
 * display set with frames matches alike, and among equals the first hangs. Display sets stand in the order of their
 * series' number, those of `lowPriority` behind; earlier studies are not hung.
 */
export function ohifDefault({ series }: KeyedStudy): string | undefined {
  const order = series
    .map(({ modality }, index) => ({ id: `now/${index + 1}`, isLast: lowPriority.has(modality) }))
    .sort((one, other) => Number(one.isLast) - Number(other.isLast));
  return order[0]?.id;
}

/** Modalities that OHIF puts last, and that hold no frames to hang. */
const lowPriority: ReadonlySet<string> = new Set(['SEG', 'KO', 'PR', 'SR', 'RTSTRUCT', 'RTPLAN', 'RTDOSE', 'REG']);
