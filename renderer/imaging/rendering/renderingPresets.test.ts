import { describe, expect, test } from 'vitest';
import volumes from '#resources/locales/en/volumes.json';
import { pointsOf, renderingPresetsFor } from './renderingPresets.ts';

const modalities = ['CT', 'MR', 'PT', 'NM', 'XX'];

describe('looks in space', () => {
  test.each(modalities)('%s has one to begin with, and each has a name in words', (modality) => {
    const presets = renderingPresetsFor(modality);
    expect(presets.length).toBeGreaterThan(0);
    for (const { name } of presets) expect(Object.keys(volumes.presets)).toContain(name);
  });

  test.each(modalities)('%s: values rise, and parts lie from 0 to 1', (modality) => {
    for (const preset of renderingPresetsFor(modality)) {
      for (const points of [preset.opacity, preset.colour]) {
        const values = points.map(([value]) => value);
        expect(values, preset.name).toEqual([...values].sort((a, b) => a - b));
        expect(points.flatMap(([, ...parts]) => parts).every((part) => part >= 0 && part <= 1)).toBe(true);
      }
    }
  });

  test('C9: the lowest value of each is not seen: nothing is made of voxels that are not there', () => {
    for (const preset of modalities.flatMap((modality) => renderingPresetsFor(modality))) {
      if (preset.blend === 'composite') expect(preset.opacity[0]?.[1], preset.name).toBe(0);
      else expect(preset.colour[0]?.slice(1), preset.name).toEqual([0, 0, 0]);
    }
  });

  test('parts of a window become values of the data', () => {
    const [mr] = renderingPresetsFor('MR');
    const { opacity } = pointsOf(mr!, { center: 500, width: 400 });
    expect([opacity[0]?.[0], opacity.at(-1)?.[0]]).toEqual([300, 700]);
  });
});
