import type { FrameDescription, ImageDescription } from './imageDescription.ts';

/** What the numbers of a frame are: the unit that stands behind a mean, or that they have none. */
export interface ValueUnit {
  /** As it is printed: "HU", "SUVbw", "Bq/ml"; empty where the numbers are only those that were stored. */
  readonly unit: string;
  /** Shown values are so many times the modality values: the factor of a SUV; 1 for all others. */
  readonly perModalityUnit: number;
}

/** Of no known quantity: brightness of radiographs, of MR, of ultrasound. Named "stored values" on the screen. */
export const storedValues: ValueUnit = { unit: '', perModalityUnit: 1 };

/** Rescale Type (0028,1054), by its defined terms (PS3.3 C.11.1.1.2), as a reader writes them. */
const rescaleTypes: Readonly<Record<string, string>> = {
  HU: 'HU',
  HU_MOD: 'HU (modified)',
  OD: '10⁻³ OD',
  MGML: 'mg/ml',
  Z_EFF: 'Z eff',
  ED: '10²³/ml',
  EDW: 'N/Nw',
  PCT: '%',
};

/** Units (0054,1001) of PET (PS3.3 C.8.9.1.1.3). */
const petUnits: Readonly<Record<string, string>> = {
  CNTS: 'counts',
  BQML: 'Bq/ml',
  GML: 'g/ml',
  CM2ML: 'cm²/ml',
  PCNT: '%',
  CPS: 'counts/s',
  PROPCNTS: 'prop. to counts',
  PROPCPS: 'prop. to counts/s',
};

/**
 * What the modality values of a frame are. `suvPerUnit`: the factor of the series, where it has one (`suvOfSeries`).
 * A unit is never guessed: CT that is rescaled and names no type is in HU (PS3.3 C.8.2.1.1.2), all else without one is in
 * none. US is "unspecified", of CT too: maps of blood flow and of materials. NM names its quantity or has none.
 */
export function valueUnitOf(image: ImageDescription, frame: FrameDescription, suvPerUnit?: number): ValueUnit {
  if (image.modality === 'PT') {
    if (suvPerUnit !== undefined) return { unit: 'SUVbw', perModalityUnit: suvPerUnit };
    const units = image.pet?.units;
    return { unit: (units && petUnits[units]) ?? '', perModalityUnit: 1 };
  }
  const type = frame.rescale?.type;
  if (type) return { unit: rescaleTypes[type] ?? petUnits[type] ?? '', perModalityUnit: 1 };
  return image.modality === 'CT' && frame.rescale && !image.modalityTable
    ? { unit: 'HU', perModalityUnit: 1 }
    : storedValues;
}
