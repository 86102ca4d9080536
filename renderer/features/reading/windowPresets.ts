import windows from '#resources/presets/windows.json';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';

export interface WindowPreset extends Window {
  readonly name: string;
}

/** What a number key does: a window of its own, or one made from the window that the data begin with. */
export interface NumberKeyPreset {
  readonly name: string;
  readonly windowFor: (dataWindow: Window | undefined) => Window | undefined;
}

const byModality: Readonly<Record<string, readonly WindowPreset[]>> = windows;

/** The windows of a modality whose values are calibrated (HU), in the order of the number keys; there are nine keys. */
export function presetsOf(modality: string | undefined): readonly WindowPreset[] {
  return byModality[modality ?? ''] ?? [];
}

/** How much of the data's window each relative preset takes. */
const shares = { asData: 1, narrower: 0.6, wider: 1.6 } as const;

/**
 * Windows for values without a scale, as in MR: the window of the data, a narrower and a wider one around the same
 * middle, where the maker put the tissue that the series is about.
 */
export function relativePresets({ center, width }: Window): readonly WindowPreset[] {
  return Object.entries(shares).map(([name, share]) => ({ name, center, width: width * share }));
}

/** The presets of a display set by number key; none for colour, which has no window. */
export function numberKeyPresets(set: DisplaySet | undefined): readonly NumberKeyPreset[] {
  const image = set?.frames[0]?.image;
  if (!set || !image || image.layout.samplesPerPixel > 1 || image.palette) return [];
  const fixed = presetsOf(set.modality);
  if (fixed.length > 0) return fixed.map((preset) => ({ name: preset.name, windowFor: () => preset }));
  return Object.keys(shares).map((name) => ({
    name,
    windowFor: (dataWindow) => dataWindow && relativePresets(dataWindow).find((preset) => preset.name === name),
  }));
}

/** The preset whose window this is, if it is one. */
export function presetAt(
  modality: string | undefined,
  window: Window,
  dataWindow: Window | undefined,
): WindowPreset | undefined {
  const fixed = presetsOf(modality);
  const presets = fixed.length > 0 || !dataWindow ? fixed : relativePresets(dataWindow).slice(1);
  return presets.find(({ center, width }) => near(center, window.center) && near(width, window.width));
}

/** A product of fractions may miss by its last bit. */
function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
}
