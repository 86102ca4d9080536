import windows from '#resources/presets/windows.json';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import { uptakeOfWindow } from '#shared/dicom/uptake.ts';
import type { ShownWindow } from '#shared/hanging/capture/layoutOnScreen.ts';
import type { WindowPreset } from '#shared/hanging/capture/windowKept.ts';

type Written =
  | { readonly name: string; readonly center: number; readonly width: number; readonly unit?: string }
  | { readonly name: string; readonly share: number; readonly shift: number };

const byModality: Readonly<Record<string, readonly Written[]>> = windows;

/** Windows by name that are numbers, in the units in which these mean the same in every study. */
export const namedWindows: readonly WindowPreset[] = Object.entries(byModality).flatMap(([modality, presets]) =>
  presets.flatMap((preset): WindowPreset[] => {
    if ('share' in preset) return [];
    const unit = preset.unit === 'SUV' ? 'SUV' : modality === 'CT' ? 'HU' : undefined;
    return unit === undefined ? [] : [{ name: preset.name, unit, ww: preset.width, wc: preset.center }];
  }),
);

/** A window as near as this, by its width, to that of the data, or to a part of it, is meant to be it. */
const near = 0.1;

/**
 * The window of a box in words that hold for the next study: in HU, in SUV, or as a part of the window that the data ask
 * for. Undefined: it is that of the data.
 */
export function shownWindow(set: DisplaySet, window: Window, dataWindow: Window | undefined): ShownWindow | undefined {
  if (dataWindow && isNear(window, dataWindow)) return undefined;
  if (set.modality === 'CT') return { ww: window.width, wc: window.center, unit: 'HU' };
  if (set.modality === 'PT') {
    const uptake = uptakeOfWindow(set, window);
    if (uptake) return { ww: uptake.high - uptake.low, wc: (uptake.high + uptake.low) / 2, unit: 'SUV' };
  }
  const preset = (byModality[set.modality] ?? windows.others).find(
    (each) => 'share' in each && each.name !== 'asData' && dataWindow && isNear(window, partOf(dataWindow, each)),
  );
  return preset ? { preset: preset.name } : { ww: window.width, wc: window.center, unit: 'data' };
}

function partOf({ center, width }: Window, { share, shift }: { share: number; shift: number }): Window {
  return { center: center + width * shift, width: width * share };
}

function isNear(one: Window, other: Window): boolean {
  const distance = Math.max(Math.abs(one.center - other.center), Math.abs(one.width - other.width));
  return distance <= near * other.width;
}
