import windows from '#resources/presets/windows.json';
import type { Window } from '#shared/dicom/presentationValues.ts';

export interface WindowPreset extends Window {
  readonly name: string;
}

/** The windows of a modality, in the order of the number keys; at most nine. */
export function presetsOf(modality: string | undefined): readonly WindowPreset[] {
  const byModality: Readonly<Record<string, readonly WindowPreset[]>> = windows;
  return (byModality[modality ?? ''] ?? []).slice(0, 9);
}

/** The preset whose window this is, if it is one. */
export function presetAt(modality: string | undefined, window: Window): WindowPreset | undefined {
  return presetsOf(modality).find(({ center, width }) => center === window.center && width === window.width);
}
