import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import words from '#resources/locales/en/reading.json';
import windows from '#resources/presets/windows.json';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { numberKeyPresets, presetAt, presetsOf } from './windowPresets.ts';

function setOf(more: Parameters<typeof imageDataset>[0], change: Partial<ImageDescription> = {}) {
  const image = readImageDescription(imageDataset(more));
  if (!image.ok) throw new Error(image.failure);
  return splitIntoDisplaySets([{ ...image.value, ...change }])[0]!;
}
const namesOf = (set: ReturnType<typeof setOf>) => numberKeyPresets(set).map(({ name }) => name);
const windowsOf = (set: ReturnType<typeof setOf>, data: { center: number; width: number }) =>
  Object.fromEntries(numberKeyPresets(set).map(({ name, windowFor }) => [name, windowFor(data)]));

test('every modality has a number key for each preset: none is a tenth, no name twice, each with its word', () => {
  expect(Object.keys(windows)).toEqual(['CT', 'PT', 'MR', 'MG', 'others']);
  for (const [modality, presets] of Object.entries(windows)) {
    expect(presets.length, modality).toBeLessThanOrEqual(9);
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
    for (const preset of presets) {
      expect('width' in preset ? preset.width : preset.share).toBeGreaterThan(0);
      expect(words.presets).toHaveProperty(preset.name);
    }
  }
  expect(presetsOf('CR')).toBe(presetsOf('US'));
});

describe('windows with a scale', () => {
  test('CT: 1 is soft tissue, 2 lung, 3 bone', () => {
    const ct = setOf({ Modality: ['CT'] });
    expect(namesOf(ct).slice(0, 3)).toEqual(['softTissue', 'lung', 'bone']);
    expect(presetAt(ct, { center: -600, width: 1500 }, undefined)?.name).toBe('lung');
  });

  test('PET: SUV, in the units of the series; where SUV cannot be known only the window of the data', () => {
    const pet = { units: 'GML', correctedImage: ['ATTN', 'DECY'], decayCorrection: 'START' } as unknown as NonNullable<
      ImageDescription['pet']
    >;
    const data = { center: 100, width: 200 };
    expect(windowsOf(setOf({ Modality: ['PT'] }, { pet }), data)).toMatchObject({
      suv5: { center: 2.5, width: 5 },
      suv10: { center: 5, width: 10 },
    });
    const unknown = numberKeyPresets(setOf({ Modality: ['PT'] }, { pet: undefined }));
    // A key of a reader's own stays with its window from series to series.
    expect(unknown.map(({ name, number }) => [name, number])).toEqual([['asData', 5]]);
  });
});

describe('windows without a scale are parts of the data’s own', () => {
  const data = { center: 500, width: 800 };

  test('MR: more and less contrast around the same middle, brighter and darker beside it', () => {
    const mr = setOf({ Modality: ['MR'] });
    expect(windowsOf(mr, data)).toEqual({
      asData: { center: 500, width: 800 },
      narrower: { center: 500, width: 480 },
      wider: { center: 500, width: 1280 },
      brighter: { center: 340, width: 800 },
      darker: { center: 660, width: 800 },
    });
    expect(presetAt(mr, { center: 500, width: 480 }, data)?.name).toBe('narrower');
    expect(presetAt(mr, { center: 501, width: 480 }, data)).toBeUndefined();
    expect(presetAt(mr, data, data)).toBeUndefined();
    expect(numberKeyPresets(mr)[1]?.windowFor(undefined)).toBeUndefined();
  });

  test('are found again by their window, whatever the data', () => {
    const mr = setOf({ Modality: ['MR'] });
    const window = fc.record({
      center: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      width: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(window, (each) => {
        const wider = numberKeyPresets(mr)[2]?.windowFor(each);
        expect(wider?.center).toBeCloseTo(each.center, 6);
        expect(presetAt(mr, wider!, each)?.name).toBe('wider');
      }),
    );
  });

  test('radiographs, mammograms and ultrasound in grey have theirs; colour has none', () => {
    const rgb = { SamplesPerPixel: [3], BitsAllocated: [8], BitsStored: [8], HighBit: [7] };
    expect(namesOf(setOf({ Modality: ['DX'] }))).toEqual(['asData', 'narrower', 'wider', 'brighter', 'darker']);
    expect(namesOf(setOf({ Modality: ['US'] }))).toHaveLength(5);
    expect(namesOf(setOf({ Modality: ['MG'] }))).toContain('skinLine');
    expect(namesOf(setOf({ Modality: ['US'], ...rgb, PhotometricInterpretation: ['RGB'] }))).toEqual([]);
  });
});
