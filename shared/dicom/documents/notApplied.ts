import { tagOf } from '../attributes.ts';
import { type DicomDataset, itemsOf, numberOf, textOf, textsOf } from '../dicomJson.ts';

/** What of a presentation state is not done; its words are `documents.presentation.notApplied.<name>`. */
export const notAppliedNames = [
  'kind',
  'window',
  'greyTable',
  'colours',
  'mask',
  'overlays',
  'graphics',
  'shutter',
  'size',
  'turn',
] as const;
export type NotApplied = (typeof notAppliedNames)[number];

/** Grayscale, colour and pseudo-colour softcopy presentation state (PS3.4 B.5). */
const knownKinds = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.11\.[123]$/;
/** Rows of an overlay plane (60xx,0010), or the layer in which one of the image's own is to be shown (60xx,1001). */
const ofOverlay = /^60[0-9A-F]{2}(0010|1001)$/i;

/** Asked for by a state as a whole, on whichever image (PS3.3 A.33). */
export function notAppliedOf(dataset: DicomDataset): readonly NotApplied[] {
  const kind = textOf(dataset, 'SOPClassUID');
  const turn = numberOf(dataset, 'ImageRotation') ?? 0;
  const asked: Readonly<Partial<Record<NotApplied, boolean>>> = {
    // A state that mixes images, or cuts planes of its own, says with the same attributes something else.
    kind: kind !== undefined && !knownKinds.test(kind),
    greyTable: itemsOf(dataset, 'PresentationLUTSequence').length > 0,
    colours: dataset[tagOf('RedPaletteColorLookupTableDescriptor')] !== undefined,
    mask: itemsOf(dataset, 'MaskSubtractionSequence').length > 0,
    overlays: Object.keys(dataset).some((tag) => ofOverlay.test(tag)),
    shutter: textsOf(dataset, 'ShutterShape').includes('BITMAP'),
    turn: turn % 90 !== 0,
  };
  return notAppliedNames.filter((name) => asked[name] === true);
}
