import windows from '#resources/presets/windows.json';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { suvOfSet } from '#shared/dicom/uptake.ts';
import type { InitialLook } from '#shared/hanging/protocol.ts';

export interface WindowPreset extends Window {
  readonly name: string;
}

/** A window as the presets are written: in the values of the modality, in SUV, or as a part of the data's own. */
type WrittenPreset =
  | { readonly name: string; readonly center: number; readonly width: number; readonly unit?: string }
  | { readonly name: string; readonly share: number; readonly shift: number };

/** What a number key does: a window of its own, or one made from the window that the data begin with. */
export interface NumberKeyPreset {
  readonly name: string;
  /** Its place among all of its modality, from 1: the same whatever else of them cannot be had. */
  readonly number: number;
  readonly windowFor: (dataWindow: Window | undefined) => Window | undefined;
}

const byModality: Readonly<Record<string, readonly WrittenPreset[]>> = windows;

/** The presets of a modality as they are written, in the order of the number keys; there are nine keys. */
export function presetsOf(modality: string | undefined): readonly WrittenPreset[] {
  return byModality[modality ?? ''] ?? windows.others;
}

/**
 * The presets of a display set by number key; none for colour, which has no window. Where values have no scale, as in MR
 * or mammography, they are parts of the window of the data, around where the maker put the tissue that the series is
 * about; in PET they are SUV, and are left out where SUV cannot be known: the others keep their keys.
 */
export function numberKeyPresets(set: DisplaySet | undefined): readonly NumberKeyPreset[] {
  const image = set?.frames[0]?.image;
  if (!set || !image || image.layout.samplesPerPixel > 1 || image.palette) return [];
  return presetsOf(set.modality).flatMap((preset, place) => {
    const named = { name: preset.name, number: place + 1 };
    if ('share' in preset) return [{ ...named, windowFor: (data) => data && partOf(data, preset) }];
    const scale = preset.unit === 'SUV' ? perSuv(set) : 1;
    if (scale === undefined) return [];
    const window: Window = { center: preset.center * scale, width: preset.width * scale };
    return [{ ...named, windowFor: () => window }];
  });
}

type Voi = NonNullable<InitialLook['voi']>;

/**
 * The window that a protocol asks for, made of the window of the data where it is a part of that; undefined where it is
 * not known what it would mean: numbers of another modality, SUV that nobody can calculate, a name that is none of ours.
 */
export function windowOfVoi(
  set: DisplaySet,
  voi: Voi,
): ((dataWindow: Window | undefined) => Window | undefined) | undefined {
  if (typeof voi === 'string') return numberKeyPresets(set).find(({ name }) => name === voi)?.windowFor;
  const image = set.frames[0]?.image;
  if (!image || image.layout.samplesPerPixel > 1 || image.palette) return undefined;
  const scale = set.modality === 'CT' ? 1 : set.modality === 'PT' ? perSuv(set) : undefined;
  return scale === undefined ? undefined : () => ({ center: voi.wc * scale, width: voi.ww * scale });
}

/** The preset whose window this is, if it is one; the data's own is no preset of ours. */
export function presetAt(
  set: DisplaySet | undefined,
  window: Window,
  dataWindow: Window | undefined,
): WindowPreset | undefined {
  for (const { name, windowFor } of numberKeyPresets(set)) {
    const preset = name === 'asData' ? undefined : windowFor(dataWindow);
    if (preset && near(preset.center, window.center) && near(preset.width, window.width)) return { name, ...preset };
  }
  return undefined;
}

function partOf(data: Window, { share, shift }: { readonly share: number; readonly shift: number }): Window {
  return { center: data.center + data.width * shift, width: data.width * share };
}

/** How many units of the series are one SUV; undefined where that cannot be known (E3). */
function perSuv(set: DisplaySet): number | undefined {
  const suv = suvOfSet(set);
  return suv.ok ? 1 / suv.value.perUnit : undefined;
}

/** A product of fractions may miss by its last bit. */
function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
}
