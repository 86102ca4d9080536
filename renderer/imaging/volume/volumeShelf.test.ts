import { afterEach, describe, expect, test } from 'vitest';
import { type DisplaySet, splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { FrameLedger } from '../frames/ledger.ts';
import { type MemoryLimits, safeTextureBytes } from './memoryPlan.ts';
import { VolumeModel } from './volumeModel.ts';
import { VolumeShelf } from './volumeShelf.ts';

const side = 16;
const slices = 8;
/** Two bytes here, four on the card. */
const bytesOfOne = side * side * slices * 6;

function setOf(series: string, count = slices): DisplaySet {
  const images = Array.from({ length: count }, (_, place) => {
    const image = readImageDescription(
      imageDataset({
        Modality: ['CT'],
        SeriesInstanceUID: [series],
        SOPInstanceUID: [`${series}.${place + 1}`],
        Rows: [side],
        Columns: [side],
        ImagePositionPatient: [0, 0, place],
        ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
        PixelSpacing: [1, 1],
      }),
    );
    if (!image.ok) throw new Error(image.failure);
    return image.value;
  });
  return splitIntoDisplaySets(images)[0]!;
}

/** A shelf with room for so many volumes of this size. */
function shelfFor(volumes: number) {
  const limits: MemoryLimits = {
    textureAxis: 2_048,
    textureBytesPerVoxel: 4,
    textureBytes: safeTextureBytes,
    memoryBytes: (bytesOfOne * volumes) / 0.3 + 1,
  };
  const never = { load: () => new Promise<never>(() => undefined) };
  return new VolumeShelf(
    () => limits,
    (set, grid) => new VolumeModel(set, grid, never, new FrameLedger()),
  );
}

const opened = (shelf: VolumeShelf, set: DisplaySet) => {
  const volume = shelf.open(set);
  if (!volume.ok) throw new Error(volume.failure.reason);
  return volume.value;
};

describe('the volumes of a window', () => {
  const shelves: VolumeShelf[] = [];
  const made = (volumes: number) => {
    const shelf = shelfFor(volumes);
    shelves.push(shelf);
    return shelf;
  };
  afterEach(() => {
    for (const shelf of shelves.splice(0)) shelf.closeAll();
  });

  test('two stand side by side, and each is the same for whoever asks', () => {
    const shelf = made(2);
    const [one, other] = [setOf('1.2.10'), setOf('1.2.11')];
    const volumes = [opened(shelf, one), opened(shelf, other)];
    expect([opened(shelf, one), opened(shelf, other)]).toEqual(volumes);
    expect(shelf.bytes).toBe(2 * bytesOfOne);
  });

  test('a third takes the place of the one that was used longest ago', () => {
    const shelf = made(2);
    const [one, two, three] = [setOf('1.2.20'), setOf('1.2.21'), setOf('1.2.22')];
    const first = opened(shelf, one);
    opened(shelf, two);
    opened(shelf, one);
    opened(shelf, three);
    expect(shelf.models().map(({ set }) => set.seriesInstanceUID)).toEqual(['1.2.20', '1.2.22']);
    expect(opened(shelf, one)).toBe(first);
  });

  test('none that a box shows goes; without room another is coarser, or is refused with the reason', () => {
    const shelf = made(2);
    for (const series of ['1.2.30', '1.2.31']) opened(shelf, setOf(series)).subscribe(() => undefined);
    expect(shelf.open(setOf('1.2.32'))).toEqual({ ok: false, failure: { reason: 'memory' } });
    const roomy = made(2.5);
    for (const series of ['1.2.40', '1.2.41']) opened(roomy, setOf(series)).subscribe(() => undefined);
    expect(opened(roomy, setOf('1.2.42')).isDecimated).toBe(true);
    expect(roomy.models()).toHaveLength(3);
  });

  test('a slice that came late makes another volume; the one before gives its memory back', () => {
    const shelf = made(2);
    const before = opened(shelf, setOf('1.2.50', slices - 1));
    const after = opened(shelf, setOf('1.2.50'));
    expect([after === before, shelf.models()]).toEqual([false, [after]]);
    shelf.closeAll();
    expect([shelf.bytes, shelf.models()]).toEqual([0, []]);
  });
});
