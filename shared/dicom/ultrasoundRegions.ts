import { type DicomDataset, itemsOf, numberOf } from './dicomJson.ts';

/** Physical units of a region's axis (0018,6024/6026, PS3.3 C.8.5.5.1.15). */
export type RegionUnit = 'cm' | 's' | 'Hz' | 'cm/s' | 'cm2' | 'other';

/** A calibrated rectangle of an ultrasound image; pixel bounds are inclusive, deltas are per pixel in the unit. */
export interface UltrasoundRegion {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly unitX: RegionUnit;
  readonly unitY: RegionUnit;
  readonly deltaX: number;
  readonly deltaY: number;
}

const units: Readonly<Record<number, RegionUnit>> = { 3: 'cm', 4: 's', 5: 'Hz', 7: 'cm/s', 8: 'cm2' };

/** Reads Sequence of Ultrasound Regions (0018,6011); an item without bounds or a positive scale is left out. */
export function readUltrasoundRegions(dataset: DicomDataset): readonly UltrasoundRegion[] {
  return itemsOf(dataset, 'SequenceOfUltrasoundRegions').flatMap((item) => {
    const bounds = [
      numberOf(item, 'RegionLocationMinX0'),
      numberOf(item, 'RegionLocationMinY0'),
      numberOf(item, 'RegionLocationMaxX1'),
      numberOf(item, 'RegionLocationMaxY1'),
    ];
    const [minX, minY, maxX, maxY] = bounds;
    const deltaX = Math.abs(numberOf(item, 'PhysicalDeltaX') ?? 0);
    const deltaY = Math.abs(numberOf(item, 'PhysicalDeltaY') ?? 0);
    if (minX === undefined || minY === undefined || maxX === undefined || maxY === undefined) return [];
    if (maxX <= minX || maxY <= minY || deltaX === 0 || deltaY === 0) return [];
    const unitX = units[numberOf(item, 'PhysicalUnitsXDirection') ?? 0] ?? 'other';
    const unitY = units[numberOf(item, 'PhysicalUnitsYDirection') ?? 0] ?? 'other';
    return [{ minX, minY, maxX, maxY, unitX, unitY, deltaX, deltaY }];
  });
}
