import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import words from '#resources/locales/en/reading.json';
import windows from '#resources/presets/windows.json';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { numberKeyPresets, presetAt, presetsOf, relativePresets } from './windowPresets.ts';

function setOf(more: Parameters<typeof imageDataset>[0]) {
  const image = readImageDescription(imageDataset(more));
  if (!image.ok) throw new Error(image.failure);
  return splitIntoDisplaySets([image.value])[0]!;
}

describe('presets of a modality', () => {
  test('have a number key each: none is a tenth, no name or window twice, each with its word', () => {
    const lists = Object.entries(windows);
    expect(lists.length).toBeGreaterThan(0);
    for (const [modality, presets] of lists) {
      expect(presets.length, modality).toBeLessThanOrEqual(9);
      expect(presetsOf(modality)).toHaveLength(presets.length);
      expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
      expect(new Set(presets.map(({ center, width }) => `${center} ${width}`)).size).toBe(presets.length);
      for (const { name, width } of presets) {
        expect(width).toBeGreaterThan(0);
        expect(words.presets).toHaveProperty(name);
      }
    }
  });

  test('CT: 1 is soft tissue, 2 lung, 3 bone', () => {
    expect(presetsOf('CT').slice(0, 3)).toEqual([
      { name: 'softTissue', center: 40, width: 400 },
      { name: 'lung', center: -600, width: 1500 },
      { name: 'bone', center: 480, width: 2500 },
    ]);
    expect(presetAt('CT', { center: -600, width: 1500 }, undefined)?.name).toBe('lung');
  });
});

describe('presets without a scale, as in MR', () => {
  const dataWindow = { center: 500, width: 800 };

  test('are the window of the data, a narrower and a wider one around the same middle', () => {
    expect(relativePresets(dataWindow)).toEqual([
      { name: 'asData', center: 500, width: 800 },
      { name: 'narrower', center: 500, width: 480 },
      { name: 'wider', center: 500, width: 1280 },
    ]);
    expect(presetAt('MR', { center: 500, width: 480 }, dataWindow)?.name).toBe('narrower');
    expect(presetAt('MR', { center: 501, width: 480 }, dataWindow)).toBeUndefined();
  });

  test('keep the middle and are found again by their window, whatever the data', () => {
    const window = fc.record({
      center: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      width: fc.double({ min: 0.01, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(window, (data) => {
        const [, narrower, wider] = relativePresets(data);
        for (const preset of [narrower!, wider!]) {
          expect(preset.center).toBe(data.center);
          expect(preset.width).toBeGreaterThan(0);
        }
        expect(presetAt('MR', wider!, data)?.name).toBe('wider');
      }),
    );
  });

  test('are on the number keys of MR; CT has its own; colour has none', () => {
    const names = (more: Parameters<typeof imageDataset>[0]) => numberKeyPresets(setOf(more)).map(({ name }) => name);
    const rgb = { SamplesPerPixel: [3], BitsAllocated: [8], BitsStored: [8], HighBit: [7] };
    expect(names({ Modality: ['MR'] })).toEqual(['asData', 'narrower', 'wider']);
    expect(names({ Modality: ['CT'] })).toEqual(presetsOf('CT').map(({ name }) => name));
    expect(names({ Modality: ['US'], ...rgb, PhotometricInterpretation: ['RGB'] })).toEqual([]);
    const [, narrower] = numberKeyPresets(setOf({ Modality: ['MR'] }));
    expect([narrower?.windowFor(dataWindow)?.width, narrower?.windowFor(undefined)]).toEqual([480, undefined]);
  });
});
