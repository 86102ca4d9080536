import { expect, test } from 'vitest';
import { renderingPresetsFor } from './renderingPresets.ts';
import { draggedWindow, pointsThrough, thresholdOf, windowOfPreset } from './renderingWindow.ts';

const presetNamed = (name: string) => renderingPresetsFor('CT').find((preset) => preset.name === name)!;

test('the threshold of each look is where something begins to be seen, and its own window changes nothing', () => {
  for (const preset of renderingPresetsFor('CT').filter(({ blend }) => blend === 'composite')) {
    const own = windowOfPreset(preset, undefined);
    const { opacity } = pointsThrough(preset, own, undefined);
    for (const [at, [value, part]] of opacity.entries()) {
      expect(value, preset.name).toBeCloseTo(preset.opacity[at]![0], 6);
      if (value <= thresholdOf(own)) expect(part, preset.name).toBe(0);
    }
    const seen = opacity.find(([, part]) => part > 0)!;
    expect(seen[0], preset.name).toBeGreaterThan(thresholdOf(own));
  }
});

test('a drag down raises the threshold by what is shown, and bone moves with it', () => {
  const bone = presetNamed('ctBone');
  const own = windowOfPreset(bone, undefined);
  const dragged = draggedWindow(own, 0, 50);
  const rise = thresholdOf(dragged) - thresholdOf(own);
  expect(rise).toBeCloseTo((50 * own.width) / 250);
  const before = pointsThrough(bone, own, undefined).opacity;
  const after = pointsThrough(bone, dragged, undefined).opacity;
  expect(after.map(([value], at) => value - before[at]![0]).every((by) => Math.abs(by - rise) < 1e-6)).toBe(true);
  expect(draggedWindow(own, -1e6, 0).width).toBe(1);
});
