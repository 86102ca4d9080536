import type { Hanging, StudyToHang } from '../hanging.ts';
import type { InitialLook } from '../protocol.ts';
import type { ShownBox } from './layoutOnScreen.ts';

/** Modalities whose images are read inverted by custom, whoever took them. */
const readInverted: readonly unknown[] = ['PT', 'NM'];

/** How a box looked, as far as the next patient's is to look so; the rest is of the image that was on the screen. */
export interface KeptLook {
  readonly look: Omit<InitialLook, 'voi' | 'at'>;
  /** Mirrored or turned: to put right one film. Never kept: the next, which lies as it should, would be shown wrong. */
  readonly isPoseLeft: boolean;
  readonly isInversionLeft: boolean;
}

/**
 * What is kept of the look of a box. Inversion is kept of PET and nuclear medicine, and where the protocol in force asked
 * for it of the same series; else somebody inverted one image to see something in it.
 */
export function keptLook(box: ShownBox, study: StudyToHang, inForce: Hanging | undefined): KeptLook {
  const { flipH, rotate, invert, ...look } = box.look ?? {};
  const keepsInversion = invert === true && (isReadInverted(box, study) || isAskedInverted(box, inForce));
  return {
    look: { ...look, ...(keepsInversion && { invert }) },
    isPoseLeft: flipH === true || rotate !== undefined,
    isInversionLeft: invert === true && !keepsInversion,
  };
}

function isReadInverted({ layers }: ShownBox, study: StudyToHang): boolean {
  const all = [...study.series, ...study.priors.flatMap(({ series }) => series ?? [])];
  const shown = all.find(({ id }) => id === layers[0]?.series);
  return readInverted.includes(shown?.facets.modality.value);
}

function isAskedInverted({ layers }: ShownBox, inForce: Hanging | undefined): boolean {
  const viewports = (inForce?.protocol.stages ?? []).flatMap(({ screens }) =>
    screens.flatMap((screen) => screen.viewports),
  );
  return viewports.some(
    ({ initial, layers: [lowest] }) =>
      initial?.invert === true &&
      lowest !== undefined &&
      inForce?.bindings[lowest.selector]?.series === layers[0]?.series,
  );
}
