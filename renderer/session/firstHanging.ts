import type { DisplaySet } from '#shared/dicom/displaySets.ts';

export type Layout = '1x1' | '1x2' | '2x2' | 'mpr';

export const boxesOf: Readonly<Record<Layout, number>> = { '1x1': 1, '1x2': 2, '2x2': 4, mpr: 3 };

export interface FirstHanging {
  readonly layout: Layout;
  readonly setIds: readonly string[];
}

const radiographs = new Set(['CR', 'DX', 'MG', 'RG', 'IO', 'PX', 'DR']);

/**
 * What hangs when a study is opened and no protocol says otherwise: radiographs side by side, the first four series of
 * an MR, else the first diagnostic series. Localisers come only where there is nothing else.
 */
export function hangFirst(sets: readonly DisplaySet[]): FirstHanging {
  const diagnostic = sets.filter(isDiagnostic);
  const chosen = diagnostic.length > 0 ? diagnostic : sets;
  const modality = chosen[0]?.modality ?? '';
  const together =
    radiographs.has(modality) || modality === 'MR' ? chosen.filter((set) => set.modality === modality) : [];
  if (together.length >= 3) return { layout: '2x2', setIds: together.slice(0, 4).map(({ id }) => id) };
  if (together.length === 2) return { layout: '1x2', setIds: together.map(({ id }) => id) };
  const first = chosen[0];
  return { layout: '1x1', setIds: first ? [first.id] : [] };
}

function isDiagnostic(set: DisplaySet): boolean {
  const image = set.frames[0]?.image;
  if (!image) return false;
  if (image.imageType.includes('LOCALIZER')) return false;
  // A pair of scout views in a CT or MR study is no series to read; a dose page neither.
  const crossSectional = image.modality === 'CT' || image.modality === 'MR';
  return !crossSectional || (set.frames.length >= 4 && image.layout.samplesPerPixel === 1);
}
