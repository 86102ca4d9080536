import { describe, expect, test } from 'vitest';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { type HungSet, hangFirst } from './firstHanging.ts';

/** A series of six slices, or of six at each b-value. */
function series(description: string, bValues: readonly (number | undefined)[] = [undefined]): readonly HungSet[] {
  const images = bValues.flatMap((bValue, pass) =>
    Array.from({ length: 6 }, (_, index) => {
      const image = readImageDescription(
        imageDataset({
          Modality: ['MR'],
          SeriesInstanceUID: [
            `1.2.3.${description.length}.${[...description].reduce((sum, sign) => sum * 7 + sign.charCodeAt(0), 1) % 99_991}`,
          ],
          SOPInstanceUID: [`1.2.3.4.${pass * 10 + index + 1}`],
          ImagePositionPatient: [0, 0, index * 5],
          ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
          ...(bValue === undefined ? {} : { DiffusionBValue: [bValue] }),
        }),
      );
      if (!image.ok) throw new Error(image.failure);
      return image.value;
    }),
  );
  return splitIntoDisplaySets(images).map((set) => ({ set, description }));
}

function hung(sets: readonly HungSet[]): readonly string[] {
  const nameOf = (id: string) => {
    const found = sets.find(({ set }) => set.id === id);
    return [found?.description, found?.set.apart.bValue].filter(Boolean).join(' b');
  };
  return hangFirst(sets).boxes.map((content) => nameOf(content?.setId ?? ''));
}

describe('the first hanging of an MR', () => {
  test('with diffusion: FLAIR, the highest b, ADC, T2, before T1', () => {
    const study = [
      ...series('T1 sag'),
      ...series('T1 ax'),
      ...series('T2_TSE_ax'),
      ...series('FLAIR ax'),
      ...series('ep2d_diff', [0, 1000]),
      ...series('ep2d_diff_ADC'),
    ];
    expect(hung(study)).toEqual(['FLAIR ax', 'ep2d_diff b1000', 'ep2d_diff_ADC', 'T2_TSE_ax']);
  });

  test('with diffusion known by its words alone', () => {
    const study = [
      ...series('T1 sag'),
      ...series('T2 FLAIR'),
      ...series('T2 ax'),
      ...series('ADC'),
      ...series('DWI trace'),
    ];
    expect(hung(study)).toEqual(['T2 FLAIR', 'DWI trace', 'ADC', 'T2 ax']);
  });

  test('without diffusion: as they come', () => {
    const study = [
      ...series('T1 sag'),
      ...series('T2 ax'),
      ...series('PD fs'),
      ...series('T1 cor'),
      ...series('FLAIR'),
    ];
    expect(hung(study)).toEqual(['T1 sag', 'T2 ax', 'PD fs', 'T1 cor']);
  });
});
