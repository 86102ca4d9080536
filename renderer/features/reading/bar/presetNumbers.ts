import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { numberKeyPresets, presetsOf } from '../corners/windowPresets.ts';

/** What the number keys set, in numbers: "W 400 L 40", "SUV 0–7"; undefined where the data do not say what they begin with. */
export function presetNumbers(
  set: DisplaySet | undefined,
  dataWindow: Window | undefined,
): readonly (string | undefined)[] {
  const written = presetsOf(set?.modality);
  return numberKeyPresets(set).map(({ name, windowFor }) => {
    const own = written.find((preset) => preset.name === name);
    if (own && 'unit' in own && own.unit === 'SUV') {
      return `SUV ${own.center - own.width / 2}–${own.center + own.width / 2}`;
    }
    const window = windowFor(dataWindow);
    return window && `W ${shown(window.width)} L ${shown(window.center)}`;
  });
}

/** From the first key to the last: "1-9"; of one alone itself, and of none nothing. */
export function keySpan(keys: readonly string[]): string {
  return [...new Set([keys.at(0), keys.at(-1)])].join('-');
}

/** Whole numbers, unless the values are so small that this would say nothing. */
function shown(value: number): string {
  const digits = Math.abs(value) < 10 && !Number.isInteger(value) ? 2 : 0;
  return value.toFixed(digits);
}
